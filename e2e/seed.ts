import { prepare } from '@/lib/cli/prepare'
import { loadSettings } from '@/lib/platform/load-settings'

/** Fills a data folder with the demo, as the first start of a Kontor does, and leaves it at rest. */
const seed = async (): Promise<void> => {
  const said: string[] = []
  const { embedded } = await prepare(await loadSettings(process.env), (line) => said.push(line))
  await embedded?.stop()
  if (!said.includes('The demo was set up.')) throw new Error(`The first start said something else: ${said.join(' ')}`)
}

await seed()
process.exit(0)
