/**
 * How settings name a device: by its id of `enumerateDevices`, which is another one on each machine, or by its
 * name, as an administrator must. '' is the system's default either way.
 */
const byName = 'name:';

/** The choice of whichever device bears this name, or has it in its name; '' stays the system's default. */
export function deviceByName(name: string): string {
  return name === '' ? '' : byName + name;
}

/** The name that was chosen; undefined for a choice by id, and for the system's default. */
export function nameOfChoice(choice: string): string | undefined {
  return choice.startsWith(byName) ? choice.slice(byName.length) : undefined;
}

/** Which of these names is meant: the same one, or else the first that has it within; case does not matter. */
export function findByName<Device>(
  devices: readonly Device[],
  nameOf: (device: Device) => string,
  wanted: string,
): Device | undefined {
  const plain = (name: string) => name.trim().toLowerCase();
  const sought = plain(wanted);
  return (
    devices.find((device) => plain(nameOf(device)) === sought) ??
    devices.find((device) => plain(nameOf(device)).includes(sought))
  );
}
