import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { languageNames, languages } from '@/lib/core/text/language'
import de from './messages/de.json'
import en from './messages/en.json'
import fr from './messages/fr.json'
import it from './messages/it.json'

type Tree = { readonly [key: string]: string | Tree }

const flat = (tree: Tree, above = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[above + key, value] as [string, string]] : flat(value, `${above}${key}.`),
  )

/** The reference of the API is in English alone, as the API itself. */
const { apiDocs: _, ...spoken } = en
const english = new Map(flat(spoken))
const others = { de: new Map(flat(de)), fr: new Map(flat(fr)), it: new Map(flat(it)) }
const translations = Object.entries(others)

type Part = { readonly say: string; readonly plural?: readonly string[] }

/** What a message asks for and marks up, and its plurals, wherever they stand in it. */
const partsOf = (elements: readonly MessageFormatElement[]): Part[] =>
  elements.flatMap((element): Part[] => {
    if (element.type === TYPE.tag) return [{ say: `<${element.value}>` }, ...partsOf(element.children)]
    if (element.type === TYPE.argument) return [{ say: element.value }]
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return []
    const inside = Object.values(element.options).flatMap(({ value }) => partsOf(value))
    const choices = Object.keys(element.options)
    if (element.type === TYPE.plural) return [{ say: `${element.value} plural`, plural: choices }, ...inside]
    return [{ say: `${element.value} select ${choices.toSorted().join(' ')}` }, ...inside]
  })

const literalOf = (elements: readonly MessageFormatElement[]): string =>
  elements
    .map((element) => {
      if (element.type === TYPE.literal) return element.value
      if (element.type === TYPE.tag) return literalOf(element.children)
      if (element.type !== TYPE.plural && element.type !== TYPE.select) return 'x'
      return Object.values(element.options)
        .map(({ value }) => literalOf(value))
        .join('|')
    })
    .join('')

const said = (message: string) => [...new Set(partsOf(parse(message)).map(({ say }) => say))].toSorted()

test('every language has the messages of English and no others', () => {
  expect(readdirSync(join('lib', 'i18n', 'messages')).toSorted()).toEqual(
    languages.map((each) => `${each}.json`).toSorted(),
  )
  for (const [language, messages] of translations)
    expect([language, ...messages.keys()]).toEqual([language, ...english.keys()])
})

test('no key stands twice in a file, where the later one would win unseen', () => {
  for (const language of languages) {
    const text = readFileSync(join('lib', 'i18n', 'messages', `${language}.json`), 'utf8')
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
  }
})

test('a translation asks for the values that English asks for, and marks up the same', () => {
  for (const [language, messages] of translations) {
    for (const [key, message] of messages)
      expect([language, key, said(message)]).toEqual([language, key, said(english.get(key) ?? '')])
  }
})

test('every plural has a form for each number of its language', () => {
  for (const [language, messages] of [['en', english] as const, ...translations]) {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
    for (const [key, message] of messages) {
      for (const { plural } of partsOf(parse(message))) {
        if (plural)
          expect([language, key, plural.filter((each) => !each.startsWith('=')).toSorted()]).toEqual([
            language,
            key,
            categories,
          ])
      }
    }
  }
})

/** Words that a language shares with English, and messages that hold no word. */
const shared = new Set([
  'Kontor',
  'PDF',
  // What stands on the keys.
  'Ctrl K',
  // As documents say it.
  ...['Tenant', 'Tenants', 'Skills', 'Total', 'Quota'],
  // Borrowed from one another.
  ...['System', 'Extras', 'Plan', 'Status', 'Region', 'Pages', 'Menu', 'Instances', 'Pack', 'Packs', 'Date', 'E-mail'],
  ...['Document', 'Machine', 'Configuration', 'Name', 'Sessions'],
  ...Object.values(languageNames),
])

test('nothing is left in English', () => {
  const words = (message: string) =>
    message
      .replaceAll(/\{[^{}]*\}/g, '')
      .replaceAll(/[^\p{L} ]/gu, '')
      .trim()
  for (const [language, messages] of translations) {
    const left = [...messages].filter(([key, message]) => message === english.get(key) && !shared.has(message))
    const inEnglish = left.filter(
      ([, message]) => !/^( |in|vCPU|vCPUs|RAM|one|other|vcpus plural)*$/.test(words(message)),
    )
    expect([language, inEnglish]).toEqual([language, []])
  }
})

test('German is spelt as in Switzerland', () => {
  for (const [key, message] of others.de) expect([key, message]).toEqual([key, message.replace(/ß|MwSt|„|“/g, '')])
})

test('apostrophes are typographic, also because a straight one would quote', () => {
  const straight = translations.flatMap(([, messages]) => [...messages].filter(([, message]) => /['"]/.test(message)))
  expect(straight).toEqual([])
})

test('French keeps a narrow space, which does not break, before high punctuation', () => {
  const wrong = /(^|[^\u202f])[;:!?»%]|«(?!\u202f)/
  for (const [key, message] of others.fr) {
    const text = literalOf(parse(message))
    expect([key, wrong.test(text.replaceAll(/https?:/g, ''))]).toEqual([key, false])
  }
})

test('what the navigation is made of fits into it', () => {
  const { menu: _menu, demo: _demo, skip: _skip, ...shell } = en.shell
  const entries = Object.keys(shell)
  for (const [language, messages] of [['en', english] as const, ...translations]) {
    for (const key of entries)
      expect([language, key, (messages.get(`shell.${key}`) ?? '').length]).toSatisfy(
        ([, , length]) => Number(length) <= 22,
      )
  }
})

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return entry.name.endsWith('.ts') && !entry.name.includes('.test.') ? [path] : []
  })

test('every refusal that is translated is a sentence that the program says', () => {
  const code = ['lib/flows', 'lib/core', 'lib/stripe'].flatMap(sources).map((path) => readFileSync(path, 'utf8'))
  const unsaid = Object.values(en.refusals.sentences).filter((sentence) => {
    const written = sentence.replaceAll('{', '${')
    return !code.some((text) => text.includes(written))
  })
  expect(unsaid).toEqual([])
})
