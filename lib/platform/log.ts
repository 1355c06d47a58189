import { pino } from 'pino'

/** What an error says, without the values that a statement was asked with: they are of customers. */
const withoutValues = (message: string): string => message.replace(/^params: [\s\S]*/m, 'params: left out')

/** Where it was thrown; what it says stands at the beginning, and is written apart. */
const framesOf = (stack: string, message: string): string => {
  const said = stack.indexOf(message)
  return said < 0 ? stack : stack.slice(said + message.length).trim()
}

type Written = {
  readonly type: string
  readonly message: string
  readonly code?: string
  readonly stack?: string
  readonly cause?: Written
}

const mostCauses = 5

/** An error for the log: its kind, code, sentence, stack and causes, and nothing else that hangs on it. */
export const writeError = (error: unknown, depth = 0): Written | unknown => {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: name,
    message: withoutValues(message),
    ...(code === undefined ? {} : { code }),
    ...(stack === undefined ? {} : { stack: framesOf(stack, message) }),
    ...(cause instanceof Error && depth < mostCauses ? { cause: writeError(cause, depth + 1) } : {}),
  }
}

/** Structured log, one JSON object a line. Secrets and personal details never belong in a field. */
export const log = pino({
  level: process.env.KONTOR_LOG_LEVEL ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
  serializers: { err: (error: unknown) => writeError(error) },
})
