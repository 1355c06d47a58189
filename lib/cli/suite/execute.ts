import { spawn } from 'node:child_process'

export type Command = {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Whether what it says is held back until it has ended: something else is speaking. */
  readonly quiet: boolean
}

/** Runs a command to its end; answers whether it went well. */
export const execute = ({ command, args, env = {}, quiet }: Command): Promise<boolean> =>
  new Promise((done) => {
    const stdio = quiet ? 'pipe' : 'inherit'
    const child = spawn(command, args, { stdio: ['ignore', stdio, stdio], env: { ...process.env, ...env } })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => said.push(part))
    const end = (ok: boolean): void => {
      for (const part of said) process.stdout.write(part)
      done(ok)
    }
    child.once('error', () => end(false))
    child.once('close', (code) => end(code === 0))
  })
