import { useEffect, useState } from 'preact/hooks';

/** A text once it has stood still for so many milliseconds: a live region that said each step would never be silent. */
export function useSettled(text: string, milliseconds: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), milliseconds);
    return () => clearTimeout(timer);
  }, [text, milliseconds]);
  return settled;
}
