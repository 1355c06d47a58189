import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { moduleGraph } from './module-graph'

const filesOf = (room: string): string[] =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .map((file) => join(room, file))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file))
    .sort()

/** What `server.ts` answers by itself, before Next sees the request. */
const hotRoutes = [...readFileSync('server.ts', 'utf8').matchAll(/from '@\/(app\/[^']+)'/g)].map(
  ([, path]) => `${path}.ts`,
)
const jobs = filesOf(join('lib', 'jobs'))

const ofEmulator = (file: string): boolean => file.startsWith('packages/stripe-emulator/') || /^hono(\/|$)/.test(file)
/** The pool of workers is none: it loads what renders in threads of their own. */
const ofDocuments = (file: string): boolean =>
  /^(@react-pdf\/|unpdf$)/.test(file) || (file.startsWith('lib/pdf/') && file !== 'lib/pdf/pool.ts')
/** What of these files is loaded, by whom. */
const foundIn = (graph: ReadonlyMap<string, ReadonlySet<string>>, which: (file: string) => boolean): string[] =>
  [...graph].flatMap(([entry, loaded]) => [...loaded].filter(which).map((file) => `${entry} loads ${file}`))

test('hot routes, jobs and the wiring load neither the Stripe emulator nor what makes PDFs', async () => {
  expect(hotRoutes).toContain('app/api/v1/check/route.ts')
  expect(jobs).toContain('lib/jobs/deliver.ts')
  const graph = await moduleGraph(['server.ts', 'lib/compose.ts', 'lib/runtime.ts', ...hotRoutes, ...jobs])
  expect(graph.get('lib/compose.ts')?.size).toBeGreaterThan(50)
  expect(foundIn(graph, ofEmulator).slice(0, 5)).toEqual([])
  expect(foundIn(graph, ofDocuments).slice(0, 5)).toEqual([])
})

test('no page, route or action of Next loads the Stripe emulator, at run time either', async () => {
  const pages = filesOf('app').filter((file) => !file.endsWith('.d.ts'))
  expect(pages.length).toBeGreaterThan(100)
  const graph = await moduleGraph(['proxy.ts', 'instrumentation.ts', ...pages], { dynamic: true })
  expect(foundIn(graph, ofEmulator).slice(0, 5)).toEqual([])
})

test('only a demo loads the Stripe emulator: the commands and the server at run time', async () => {
  const commands = filesOf(join('lib', 'cli'))
  expect(foundIn(await moduleGraph(commands), ofEmulator).slice(0, 5)).toEqual([])
  const later = await moduleGraph(['server.ts', 'lib/cli/start.ts', 'lib/cli/session.ts'], { dynamic: true })
  for (const [entry, loaded] of later) expect([entry, [...loaded].some(ofEmulator)]).toEqual([entry, true])
})

test('what loads them is noticed', async () => {
  const graph = await moduleGraph(['lib/demo/emulated-stripe.ts', 'lib/pdf/render-invoice.tsx'])
  const loaded = [...foundIn(graph, ofEmulator), ...foundIn(graph, ofDocuments)]
  expect(loaded).toContain('lib/demo/emulated-stripe.ts loads packages/stripe-emulator/emulator.ts')
  expect(loaded).toContain('lib/demo/emulated-stripe.ts loads hono')
  expect(loaded).toContain('lib/pdf/render-invoice.tsx loads @react-pdf/renderer')
})

test('the Stripe emulator stands alone', async () => {
  const files = filesOf(join('packages', 'stripe-emulator'))
  const [graph] = (await moduleGraph(['packages/stripe-emulator/index.ts'])).values()
  const strangers = [...(graph ?? [])].filter((file) => /\.tsx?$/.test(file) && !files.includes(file))
  expect(strangers).toEqual([])
  const { dependencies } = JSON.parse(readFileSync('packages/stripe-emulator/package.json', 'utf8'))
  const packages = [...(graph ?? [])].filter((file) => !/\.tsx?$|^node:/.test(file))
  expect([...new Set(packages.map((name) => name.split('/')[0]))].sort()).toEqual(
    expect.arrayContaining(['hono', 'qs', 'zod']),
  )
  for (const name of packages) expect(Object.keys(dependencies)).toContain(name.split('/')[0])
})
