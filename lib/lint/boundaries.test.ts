import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = process.cwd()
const rule = 'lint/style/noRestrictedImports'

/** Room by room, or file: what may not be imported there. */
const refused: Record<string, readonly string[]> = {
  'lib/core/money': [
    'node:fs',
    'zod',
    'stripe',
    'drizzle-orm',
    'fast-check',
    '@/db/client',
    '@/lib/platform/log',
    '../x',
  ],
  'lib/contracts': ['@/db/client', '@/lib/platform/log', '@/lib/flows/x', 'node:fs', 'stripe', '../x'],
  'lib/client': ['@/lib/contracts/usage', '@/lib/core/refusal', 'zod', 'node:crypto', 'stripe', '../x'],
  'lib/platform': ['@/lib/core/refusal', '@/db/client', '@/lib/context', 'next/headers', 'postgres', 'stripe', '../x'],
  db: ['@/lib/flows/x', '@/lib/stripe/client', '@/lib/reads/x', 'next/headers', 'zod', 'stripe', '../x'],
  'lib/stripe': [
    '@/db/client',
    '@/lib/flows/x',
    '@/lib/pdf/x',
    '@/packages/stripe-emulator/api',
    'next/server',
    'postgres',
  ],
  'packages/stripe-emulator': [
    '@/db/client',
    '@/lib/core/refusal',
    '@/lib/platform/log',
    '@/lib/stripe/client',
    'next/server',
    'drizzle-orm',
    '../x',
  ],
  'lib/pdf': ['@/db/client', '@/lib/flows/x', '@/lib/stripe/client', 'stripe', 'next/server', 'postgres', '../x'],
  'lib/mail': ['@/db/client', '@/lib/pdf/x', 'stripe'],
  'lib/einvoice': ['@/db/client', '@/lib/pdf/x', 'stripe'],
  'lib/litellm': ['@/db/client', '@/lib/pdf/x', 'stripe'],
  'lib/kubernetes': ['@/db/client', '@/lib/pdf/x', 'stripe'],
  'lib/bank': ['@/db/client', '@/lib/pdf/x', 'stripe'],
  'lib/webhooks': ['@/db/client', '@/lib/flows/x', '@/lib/capability/signer', 'stripe'],
  'lib/capability': ['@/db/client', '@/lib/flows/x', '@/lib/webhooks/sign-message', 'stripe'],
  'lib/flows/invoices': [
    'next/cache',
    '@/packages/stripe-emulator/index',
    'zod',
    'drizzle-orm',
    'postgres',
    'stripe',
    '@/lib/reads/x',
    '@/lib/jobs/x',
    '@/lib/compose',
    '@/app/x',
    '../x',
  ],
  'lib/jobs': [
    '@/db/client',
    '@/db/commands/x',
    '@/lib/reads/x',
    '@/lib/compose',
    'next/server',
    'zod',
    'stripe',
    '../x',
  ],
  'lib/reads': ['@/lib/flows/x', '@/lib/stripe/client', 'zod', 'drizzle-orm', 'stripe', '../x'],
  'lib/http': ['@/lib/flows/x', '@/lib/reads/x', 'drizzle-orm', 'stripe', '../x'],
  'lib/auth': ['@/lib/flows/x', 'drizzle-orm', 'postgres', 'stripe', '../x'],
  'lib/instance-kit': ['@/db/client', '@/lib/platform/log', '@/lib/flows/x', 'stripe'],
  'app/api/health': ['@/db/client', '@/packages/stripe-emulator/index', 'drizzle-orm', 'postgres', 'stripe', '../x'],
  'components/ui': ['@/lib/reads/x', '@/lib/flows/x', '@/db/client', 'next/headers', 'stripe', '../x'],
  'lib/cli': ['@/packages/stripe-emulator/index', 'stripe', 'stripe/lib/x', '../x'],
  'lib/demo': ['@/packages/stripe-emulator/index', 'stripe', '../x'],
  e2e: ['stripe', '../x'],
  'lib/context.ts': ['@/lib/stripe/client'],
  'lib/compose.ts': ['@/packages/stripe-emulator/index'],
  'server.ts': ['@/packages/stripe-emulator/index'],
}

const allowed: Record<string, readonly string[]> = {
  'lib/core/money': ['./round', '@/lib/core/refusal', 'temporal-polyfill'],
  'lib/contracts': ['./common', '@/lib/core/refusal', 'zod'],
  'lib/client': ['./lane', '@/lib/client/types'],
  'lib/platform': ['./log', 'node:fs', 'pino'],
  db: ['./client', '@/lib/core/refusal', '@/lib/platform/log', 'drizzle-orm', 'postgres'],
  'lib/stripe': ['./client', '@/lib/core/refusal', 'stripe'],
  'packages/stripe-emulator': ['./api', '@/packages/stripe-emulator/work', 'hono', 'postgres', 'stripe'],
  'lib/demo/load-emulator.ts': ['@/packages/stripe-emulator/index'],
  'db/testing': ['@/packages/stripe-emulator/index'],
  'lib/pdf': ['./sheet', '@/lib/core/refusal', '@react-pdf/renderer'],
  'lib/webhooks': ['./sign-message', '@/lib/core/refusal', 'node:https'],
  'lib/capability': ['./signer', '@/lib/platform/ed25519-key', 'jose'],
  'lib/flows/invoices': ['./x', '@/lib/core/refusal', '@/db/queries/orgs', '@/lib/stripe/client', '@/lib/context'],
  'lib/jobs': ['./job', '@/lib/flows/x', '@/db/queries/backlogs', '@/lib/runtime', '@/lib/context'],
  'lib/reads': ['./health', '@/db/queries/orgs', '@/lib/context', 'react'],
  'lib/http': ['./envelope', '@/lib/contracts/common', '@/db/app', 'zod'],
  'lib/auth': ['./person', 'next-auth', '@/db/app'],
  'app/api/health': ['./x', '@/lib/flows/x', '@/lib/reads/x', '@/components/x', 'next/server'],
  'components/ui': ['./button', '@/lib/contracts/common', '@/lib/core/refusal', 'react'],
  'lib/cli': ['@/lib/flows/x', '@/db/client'],
}

type Plant = { readonly room: string; readonly target: string; readonly file: string; readonly text: string }
const plantsOf = (rooms: Record<string, readonly string[]>, kind: string): Plant[] =>
  Object.entries(rooms).flatMap(([room, targets]) =>
    targets.map((target, index) => ({
      room,
      target,
      file: room.endsWith('.ts') ? room : `${room}/${kind}-${index}.ts`,
      text: `import { planted } from '${target}'\n\nexport const grown = planted\n`,
    })),
  )
const bad = plantsOf(refused, 'bad')
const good = plantsOf(allowed, 'good')

/** Other ways to name a module, in the purest room. */
const forms = {
  'export all': "export * from 'zod'\n",
  'export one': "export { z } from 'zod'\n",
  'for its effect': "import 'zod'\n",
  'for its type': "import type { z } from 'zod'\n\nexport type Shape = z.ZodType\n",
  'at run time': "export const load = () => import('zod')\n",
}
const impure = [
  'Date.now()',
  'new Date()',
  'Date()',
  'Math.random()',
  'Temporal.Now.instant()',
  'globalThis.Date.now()',
]
/** What makes a test depend on the day it runs, and what does not. */
const ofTheDay = ['new Date()', 'Temporal.Now.instant()', "Temporal.Now.plainDateISO('UTC')"]
const ofNoDay = ['Date.now() + 1_000', 'new Date(0)', 'performance.now()']
const testFiles = (name: string): string[] => [
  `lib/flows/${name}.db.test.ts`,
  `e2e/${name}.spec.ts`,
  `e2e/access/${name}.ts`,
]

const pure = ['new Date(0)', 'Math.min(1, 2)', 'Date.UTC(2026, 0)']

type Diagnostic = { readonly category: string; readonly location: { readonly path: string } }

let house = ''
const plant = (file: string, text: string) => {
  mkdirSync(join(house, dirname(file)), { recursive: true })
  writeFileSync(join(house, file), text)
}

/** Lints the planted files and answers which file broke which rule. */
const lint = (): Set<string> => {
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.']
  const { stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/biome'), args, { cwd: house, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }
  return new Set(diagnostics.map(({ category, location }) => `${location.path} ${category}`))
}

/** The rules as they are, in a house of their own, so that nothing is planted among the real files. */
const build = () => {
  house = mkdtempSync(join(tmpdir(), 'kontor-boundaries-'))
  cpSync(join(root, 'biome.json'), join(house, 'biome.json'))
  cpSync(join(root, 'lib/lint'), join(house, 'lib/lint'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
  for (const { file, text } of [...bad, ...good]) plant(file, text)
  for (const [index, text] of Object.values(forms).entries()) plant(`lib/core/form-${index}.ts`, text)
  for (const [index, text] of impure.entries())
    plant(`lib/core/impure-${index}.ts`, `export const made = () => ${text}\n`)
  for (const [kind, texts] of Object.entries({ dated: ofTheDay, timeless: ofNoDay })) {
    for (const [index, text] of texts.entries()) {
      for (const file of testFiles(`${kind}-${index}`)) plant(file, `export const made = () => ${text}\n`)
    }
  }
  for (const [index, text] of pure.entries()) plant(`lib/core/pure-${index}.ts`, `export const made = () => ${text}\n`)
}

let broken = new Set<string>()
beforeAll(() => {
  build()
  broken = lint()
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

test.each(bad)('$room may not import $target', ({ file }) => {
  expect(broken).toContain(`${file} ${rule}`)
})

test.each(good)('$room may import $target', ({ file }) => {
  expect([...broken].filter((each) => each.startsWith(`${file} `))).toEqual([])
})

test.each(Object.keys(forms).map((form, index) => [form, index] as const))(
  'the core may not import zod %s',
  (_, index) => {
    expect(broken).toContain(`lib/core/form-${index}.ts ${rule}`)
  },
)

test.each(impure.map((text, index) => [text, index] as const))('the core may not call %s', (_, index) => {
  expect(broken).toContain(`lib/core/impure-${index}.ts plugin`)
})

test.each(pure.map((text, index) => [text, index] as const))('the core may call %s', (_, index) => {
  expect(broken).not.toContain(`lib/core/pure-${index}.ts plugin`)
})

test.each(ofTheDay.map((text, index) => [text, index] as const))('no test may call %s', (_, index) => {
  for (const file of testFiles(`dated-${index}`)) expect(broken).toContain(`${file} plugin`)
})

test.each(ofNoDay.map((text, index) => [text, index] as const))('a test may call %s', (_, index) => {
  for (const file of testFiles(`timeless-${index}`)) expect(broken).not.toContain(`${file} plugin`)
})

test('it is the rules of the rooms that refuse: without them only ../, stripe and packages are refused', () => {
  const config = JSON.parse(readFileSync(join(house, 'biome.json'), 'utf8'))
  plant('biome.json', JSON.stringify({ ...config, overrides: [] }))
  const left = lint()
  const still = bad.filter(({ file }) => left.has(`${file} ${rule}`)).map(({ target }) => target)
  expect(new Set(still.map((target) => /^(stripe|@\/packages)\//.exec(target)?.[1] ?? target))).toEqual(
    new Set(['stripe', '@/packages', '../x']),
  )
  expect([...left].filter((each) => each.endsWith(' plugin'))).toEqual([])
})

test('no browser test asks the database for the time: a demo has the clock of the tests', () => {
  const asks = /\$client(<[^`]*>)?`[^`]*\b(now\(\)|current_date|current_timestamp)/
  const files = readdirSync(join(root, 'e2e'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.ts$/.test(file),
  )
  expect(files.length).toBeGreaterThan(50)
  expect(files.filter((file) => asks.test(readFileSync(join(root, 'e2e', file), 'utf8')))).toEqual([])
  expect(asks.test('await db.$client<{ late: boolean }[]>`select due_at < now()`')).toBe(true)
})

test('no import climbs out of its room through a path that begins inside it', () => {
  const rooms = ['app', 'bench', 'components', 'db', 'e2e', 'lib', 'packages']
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  )
  const code = files.filter((file) => /\.tsx?$/.test(file))
  const climbing = /(?:from|import)\s*\(?\s*['"][^'"]*\/\.\.\//
  expect(code.length).toBeGreaterThan(100)
  expect(code.filter((file) => climbing.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  expect(climbing.test(`import { db } from ${"'./.."}/../db/client'`)).toBe(true)
})
