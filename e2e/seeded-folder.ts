import { spawn, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { scratchFolder } from '@/lib/testing/scratch'
import { startingEnvironment } from './kontor'

const variable = 'KONTOR_E2E_SEED'

const made = (): string => scratchFolder('e2e')

/** Fills the folder that all others are copies of; what removes it is handed back. */
export const makeSeed = async (): Promise<() => void> => {
  const folder = made()
  process.env[variable] = folder
  const settings = { KONTOR_DATA_DIR: folder, KONTOR_URL: 'http://localhost', KONTOR_DEMO: 'true' }
  const child = spawn(process.execPath, ['lib/cli/run.mjs', 'e2e/seed.ts'], {
    env: startingEnvironment(settings),
    stdio: 'inherit',
  })
  const code = await new Promise<number | null>((exited) => child.once('exit', exited))
  if (code !== 0) throw new Error('The demo could not be set up.')
  return () => rmSync(folder, { recursive: true, force: true })
}

/** A data folder of its own that holds the demo already: a newcomer's empty one takes several seconds to fill. */
export const seededFolder = (): string => {
  const folder = made()
  const copied = spawnSync('cp', ['-a', `${process.env[variable]}/.`, folder], { encoding: 'utf8' })
  if (copied.status !== 0) throw new Error(`The demo could not be copied: ${copied.stderr}`)
  return folder
}
