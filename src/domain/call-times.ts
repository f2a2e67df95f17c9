import type { LiveCall } from './call';

/** The call as if it had begun so many milliseconds earlier: the clock was set back by so much. */
export function begunEarlier<Live extends LiveCall>(call: Live, by: number): Live {
  return {
    ...call,
    startedAt: call.startedAt - by,
    ...(call.state === 'talking' && { answeredAt: call.answeredAt - by }),
  };
}

/** The call as if it had begun now at the latest: the clock was set back while nobody looked. */
export function begunBy<Live extends LiveCall>(call: Live, now: number): Live {
  const latest = call.state === 'talking' ? Math.max(call.startedAt, call.answeredAt) : call.startedAt;
  return latest > now ? begunEarlier(call, latest - now) : call;
}
