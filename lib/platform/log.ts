import { pino } from 'pino'

/** Structured log, one JSON object a line. Secrets and personal details never belong in a field. */
export const log = pino({
  level: process.env.KONTOR_LOG_LEVEL ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
})
