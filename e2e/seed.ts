import { prepare } from '@/lib/cli/prepare'
import { loadSettings } from '@/lib/platform/load-settings'

/** Fills a data folder with the demo, as the first start of a Kontor does, and leaves it at rest. */
const seed = async (): Promise<void> => {
  const { embedded } = await prepare(await loadSettings(process.env), () => {})
  await embedded?.stop()
}

await seed()
process.exit(0)
