import type { LogLevel, LogLine } from '../domain/log-line';
import { redact } from './redact';

/** Where finished lines go: the ring buffer, the console, the worker. */
export type LogSink = (line: LogLine) => void;

/** A named logger, one a file. info: one line per lifecycle change. */
export interface Logger {
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/**
 * Makes named loggers that all write to one sink. Every text is redacted here, where the line is made.
 *
 * @param sink receives each line
 * @param now milliseconds since the epoch
 */
export function createLoggers(sink: LogSink, now: () => number): (source: string) => Logger {
  return (source) => {
    const write = (level: LogLevel) => (text: string) =>
      sink({ at: now(), level, source, text: redact(text) });
    return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  };
}

/** Writes a line to this context's console, where the seed's administrators read them. */
export function consoleSink(line: LogLine): void {
  console[line.level](`${new Date(line.at).toISOString()} ${line.source}: ${line.text}`);
}
