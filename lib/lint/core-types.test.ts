import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = process.cwd()
const outside = [
  'process.env',
  'document.title',
  'window.name',
  'Buffer.alloc(1)',
  'setTimeout',
  'fetch',
  'console.log',
  'performance.now()',
  'crypto.subtle',
  "new URL('x:')",
]
const inside = ['10n ** 12n', "new Intl.NumberFormat('de-CH')", 'Math.min(1, 2)', '[3, 1].toSorted()']

let house = ''
/** Checks the planted files by that configuration; answers the names of those with an error. */
const check = (project: string): Set<string> => {
  const args = ['--noEmit', '--incremental', 'false', '--pretty', 'false', '-p', project]
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), args, { cwd: house, encoding: 'utf8' })
  return new Set([...stdout.matchAll(/^lib\/core\/([\w-]+)\.ts\(.*error TS/gm)].map(([, name = '']) => name))
}

let wrong = new Set<string>()
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'kontor-core-types-'))
  mkdirSync(join(house, 'lib/core'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'dir')
  for (const file of ['tsconfig.json', 'lib/core/tsconfig.json']) cpSync(join(root, file), join(house, file))
  const write = (name: string, text: string) =>
    writeFileSync(join(house, 'lib/core', `${name}.ts`), `export const made: unknown = ${text}\n`)
  for (const [index, text] of outside.entries()) write(`outside-${index}`, text)
  for (const [index, text] of inside.entries()) write(`inside-${index}`, text)
  writeFileSync(join(house, 'lib/core/node-module.ts'), "import fs from 'node:fs'\n\nexport const made: unknown = fs\n")
  wrong = check('lib/core')
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

test.each(outside.map((text, index) => [text, index] as const))('the core does not know %s', (_, index) => {
  expect(wrong).toContain(`outside-${index}`)
})

test.each(inside.map((text, index) => [text, index] as const))('the core knows %s', (_, index) => {
  expect(wrong).not.toContain(`inside-${index}`)
})

test('the core does not know the modules of Node', () => {
  expect(wrong).toContain('node-module')
})

test("it is the core's own configuration that refuses: the project's knows them all", () => {
  expect([...check('.')]).toEqual([])
})
