type Write = (fields: { readonly [name: string]: unknown }, message: string) => void

/** Who is told what went wrong. Any structured log fits. */
export type Log = {
  /** What a demo goes on without: nobody takes a webhook. */
  readonly warn: Write
  /** What the emulator did not foresee. */
  readonly error: Write
}

/** For those who hand in no log: what was not foreseen is said on standard error, nothing else. */
export const plainLog: Log = {
  warn: () => {},
  error: ({ err }, message) => {
    process.stderr.write(`${message}: ${err instanceof Error ? err.stack : String(err)}\n`)
  },
}
