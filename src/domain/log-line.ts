export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line of the diagnostic log. Nothing secret is in it: redaction happens where the line is made. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  at: number;
  level: LogLevel;
  /** The file that speaks, e.g. 'sip/phone'. */
  source: string;
  text: string;
}
