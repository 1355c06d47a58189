import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reached, spokenText } from './spoken-text'

const pagesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return pagesIn(path)
    return entry.name.endsWith('.tsx') ? [path] : []
  })

/** What a customer can open, and what is shown where a page fails. */
const entries = [
  ...pagesIn(join('app', '(portal)')),
  ...pagesIn(join('app', 'sign-in')),
  ...['layout', 'page', 'error', 'not-found'].map((name) => join('app', `${name}.tsx`)),
]

/** What the operator alone is offered on a customer’s page is in English, as all that is the operator’s. */
const isOperators = (file: string): boolean =>
  file.startsWith('components/admin/') || file === 'components/shell/viewing-strip.tsx'

/** The name of the product, and the `v` before the number of a version. */
const sameEverywhere = new Set(['Kontor', 'v'])

test('no text of the customer’s pages bypasses the messages', () => {
  const files = reached(entries)
  expect(files.length).toBeGreaterThan(150)
  for (const folder of ['credits', 'invoices', 'overview', 'pay', 'plans', 'settings', 'shell', 'ui', 'usage']) {
    expect(
      files.some((file) => file.startsWith(`components/${folder}/`)),
      folder,
    ).toBe(true)
  }
  const found = files
    .filter((file) => file.endsWith('.tsx') && !isOperators(file))
    .flatMap((file) => spokenText(readFileSync(file, 'utf8')).map((text) => ({ file, text })))
    .filter(({ text }) => !sameEverywhere.has(text))
  expect(found).toEqual([])
})

const bypasses = [
  ['<p>Hello</p>', 'Hello'],
  ['<><b />Hello</>', 'Hello'],
  ["<p>{'Hello'}</p>", 'Hello'],
  ['<p>{paid && <b>Hello</b>}</p>', 'Hello'],
  ["<p>{paid ? 'Hello' : null}</p>", 'Hello'],
  [`<p>{\`\${count} Hello\`}</p>`, ' Hello'],
  ['<img alt="Hello" />', 'Hello'],
  ["<button aria-label={open ? t('close') : 'Hello'} />", 'Hello'],
  ["<Alert title={failure ?? 'Hello'} />", 'Hello'],
  ["<Card action={<input placeholder='Hello' />} />", 'Hello'],
  ["<Field label={'Hello ' + name} />", 'Hello '],
] as const

test('text is found wherever it is written', () => {
  for (const [source, text] of bypasses) expect([source, spokenText(`const a = ${source}`)]).toEqual([source, [text]])
})

test('what nobody reads, and what comes from the messages, may stand there', () => {
  const fine = [
    '<p className="text-ink" id="hello">{t(\'hello\')} · {count} / 2</p>',
    "<Alert tone={bad ? 'bad' : 'warn'} title={t('title')} />",
    "<p>{role === 'owner' ? t('owner') : t('member')}</p>",
    `<Link href={\`/o/\${org}/usage\`}>{name}</Link>`,
  ]
  for (const source of fine) expect([source, spokenText(`const a = ${source}`)]).toEqual([source, []])
})
