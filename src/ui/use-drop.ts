import { useState } from 'preact/hooks';

export interface Drop {
  /** Something is held over the place: it shows that it takes it. */
  over: boolean;
  /** For the element that is the place. */
  place: {
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
  };
}

/** A place where files, links or texts can be let go of. */
export function useDrop(onDropped: (data: DataTransfer) => void): Drop {
  const [over, setOver] = useState(false);
  return {
    over,
    place: {
      onDragOver: (event) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        // From one part of it to another it is not left.
        if (!(currentTarget as Element).contains(relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer) onDropped(event.dataTransfer);
      },
    },
  };
}
