import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

/** Texts that the Stripe emulator alone holds: in its API, its pages, its cards, its store. */
const ofEmulator = [
  'The emulator failed; see its log.',
  'Your card number is incomplete.',
  'stripe_emulator.commit',
  'stripe_emulator.deliveries',
  'create schema if not exists stripe_emulator',
  'Unrecognized request URL',
  'losing_evidence',
]

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(m?js|html|css|json|txt|rsc|body)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))

/** Which of the texts stand in files of a folder. */
const foundIn = (folder: string): { readonly files: number; readonly texts: string[] } => {
  const files = filesOf(folder)
  const found = new Set<string>()
  for (const file of files) {
    const bytes = readFileSync(file)
    for (const text of ofEmulator) if (bytes.includes(text)) found.add(text)
  }
  return { files: files.length, texts: [...found].sort() }
}

test('the pages are built without the Stripe emulator, which is a file of its own', () => {
  const built = (...names: string[]) => foundIn(join('.next', ...names))
  for (const name of ['server', 'static']) {
    const { files, texts } = built(name)
    expect(files, name).toBeGreaterThan(20)
    expect(texts, name).toEqual([])
  }
  expect(built('kontor').texts).toEqual([...ofEmulator].sort())
})

test('the front server reads the emulator at run time alone', () => {
  const server = readFileSync(join('.next', 'kontor', 'server.mjs'), 'utf8')
  expect(server.match(/["']\.\/stripe-emulator\.mjs["']/g)).toHaveLength(1)
  expect(server).toMatch(/import\(["']\.\/stripe-emulator\.mjs["']\)/)
})
