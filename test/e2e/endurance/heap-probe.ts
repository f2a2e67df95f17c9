// What lives in the worker, the offscreen document or a screen, seen from outside through Chrome's debugger.
import type { CDPSession } from 'puppeteer-core';

/** How many objects there are of each kind, by the name of its constructor or by what it is for. */
export type Census = Record<string, number>;

/** Asks a context that goes on undisturbed, but for the collections. */
export class HeapProbe {
  constructor(private readonly session: CDPSession) {}

  /** Bytes in use after all garbage has been collected; what the console has kept does not count. */
  async usedBytes(): Promise<number> {
    await this.session.send('Runtime.discardConsoleEntries');
    // What is held by one collection's weak references goes with the next.
    await this.session.send('HeapProfiler.collectGarbage');
    await this.session.send('HeapProfiler.collectGarbage');
    return (await this.session.send('Runtime.getHeapUsage')).usedSize;
  }

  /** All objects that garbage collection leaves, counted. */
  async census(): Promise<Census> {
    await this.session.send('Runtime.discardConsoleEntries');
    await this.session.send('HeapProfiler.collectGarbage');
    const objectGroup = 'census';
    const { result } = await this.session.send('Runtime.evaluate', {
      expression: 'Object.prototype',
      objectGroup,
    });
    const { objects } = await this.session.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId ?? '',
      objectGroup,
    });
    try {
      const counted = await this.session.send('Runtime.callFunctionOn', {
        objectId: objects.objectId ?? '',
        functionDeclaration: countObjects.toString(),
        returnByValue: true,
      });
      return counted.result.value as Census;
    } finally {
      await this.session.send('Runtime.releaseObjectGroup', { objectGroup });
    }
  }

  /** A heap snapshot (JSON), which tells who holds what; Chrome's developer tools read it. */
  async snapshot(): Promise<string> {
    const parts: string[] = [];
    const collect = ({ chunk }: { chunk: string }) => void parts.push(chunk);
    this.session.on('HeapProfiler.addHeapSnapshotChunk', collect);
    await this.session.send('HeapProfiler.takeHeapSnapshot', {});
    this.session.off('HeapProfiler.addHeapSnapshotChunk', collect);
    return parts.join('');
  }
}

/** How many more there are of each kind; those of which there are not more are left out. */
export function growth(before: Census, after: Census): Census {
  const more = Object.entries(after).map(([kind, count]): [string, number] => [
    kind,
    count - (before[kind] ?? 0),
  ]);
  return Object.fromEntries(more.filter(([, count]) => count > 0));
}

/**
 * Runs in the context, on the list of all its objects. The built worker's names are short ones without meaning,
 * so what sip.js keeps of a call is known by its fields, which keep theirs.
 */
function countObjects(this: object[]): Census {
  const fields: [kind: string, ...own: string[]][] = [
    ['sip session', 'pendingReinvite', '_stateEventEmitter'],
    ['sip dialog', 'core', 'dialogState'],
    ['sip transaction', '_transport', '_user', '_state'],
  ];
  const census: Census = {};
  const count = (kind: string, how = 1) => {
    census[kind] = (census[kind] ?? 0) + how;
  };
  for (const each of this) {
    for (const [kind, ...own] of fields) {
      if (own.every((field) => Object.hasOwn(each, field))) count(kind);
    }
    if (each instanceof Map || each instanceof Set) count('in maps and sets', each.size);
    if (Array.isArray(each)) count('in arrays', each.length);
    try {
      count(`class ${Object.getPrototypeOf(each)?.constructor?.name ?? ''}`);
    } catch {
      count('class with no name to be had');
    }
  }
  return census;
}
