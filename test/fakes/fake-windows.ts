/** Chrome's windows, of which each takes its time: what is asked of Chrome waits for `answer`. */
export function fakeWindows() {
  const open = new Set<number>();
  const opened: number[] = [];
  const answers: (() => void)[] = [];
  const later = <Value>(value: () => Value) =>
    new Promise<Value>((resolve, reject) =>
      answers.push(() => {
        try {
          resolve(value());
        } catch (error) {
          reject(error);
        }
      }),
    );
  const known = (id: number) => {
    if (!open.has(id)) throw new Error(`no window ${id}`);
    return { id };
  };
  const windows = {
    create: () => {
      const id = opened.push(opened.length + 1);
      open.add(id);
      return later(() => ({ id }));
    },
    update: (id: number) => later(() => known(id)),
    remove: (id: number) =>
      later(() => {
        known(id);
        open.delete(id);
      }),
  };
  const runtime = { getURL: (page: string) => page, getContexts: async () => [] };
  Object.assign(globalThis, { chrome: { windows, runtime } });
  const turn = () => new Promise((next) => setTimeout(next));
  return {
    opened,
    isOpen: () => [...open],
    closedByAPerson: (id: number) => open.delete(id),
    turn,
    /** Chrome answers whatever is asked, until nothing is. */
    async answerAll() {
      for (await turn(); answers.length > 0; await turn()) answers.shift()?.();
    },
  };
}
