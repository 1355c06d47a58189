import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'vitest/node'

/** Attributes that people read or hear. */
const spokenAttributes = new Set(['title', 'aria-label', 'alt', 'placeholder', 'label', 'text', 'description', 'hint'])

type Node = { readonly type: string; readonly [field: string]: unknown }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

const hasLetters = (text: unknown): text is string => typeof text === 'string' && /\p{L}/u.test(text)

const asNode = (value: unknown): Node[] => (isNode(value) ? [value] : [])

/** The texts that an expression may turn out to be; what a call or a variable answers is looked at where it is written. */
const textsOf = (node: Node): string[] => {
  const within = (...fields: string[]) => fields.flatMap((field) => asNode(node[field])).flatMap(textsOf)
  switch (node.type) {
    case 'Literal':
      return hasLetters(node.value) ? [node.value] : []
    case 'TemplateLiteral':
      return childrenOf(node)
        .filter(({ type }) => type === 'TemplateElement')
        .map(({ value }) => (value as { cooked?: unknown }).cooked)
        .filter(hasLetters)
    case 'ConditionalExpression':
      return within('consequent', 'alternate')
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.operator === '===' || node.operator === '!==' ? [] : within('left', 'right')
    case 'JSXExpressionContainer':
      return within('expression')
    default:
      return []
  }
}

const attributeName = ({ name }: Node): unknown => (isNode(name) ? name.name : undefined)

/** Text in a source of components that stands there in one language: between tags, or in an attribute that is read. */
export const spokenText = (source: string): string[] => {
  const look = (node: Node): string[] => {
    const deeper = childrenOf(node).flatMap(look)
    if (node.type === 'JSXText') return hasLetters(node.value) ? [node.value.trim(), ...deeper] : deeper
    if (node.type === 'JSXAttribute') {
      return spokenAttributes.has(String(attributeName(node)))
        ? [...asNode(node.value).flatMap(textsOf), ...deeper]
        : deeper
    }
    if (node.type !== 'JSXElement' && node.type !== 'JSXFragment') return deeper
    const inBraces = childrenOf(node).filter(({ type }) => type === 'JSXExpressionContainer')
    return [...inBraces.flatMap(textsOf), ...deeper]
  }
  return look(parseAst(source, { lang: 'tsx' }) as unknown as Node)
}

const endings = ['.tsx', '.ts']

const fileOf = (from: string, imported: string): string | undefined => {
  const base = imported.startsWith('@/') ? imported.slice(2) : join(dirname(from), imported)
  return endings.map((ending) => base + ending).find((path) => existsSync(path))
}

/** The files of `app` and `components` that some files lead to by what they import, themselves included. */
export const reached = (entries: readonly string[]): string[] => {
  const seen = new Set<string>()
  const follow = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const [, imported = ''] of readFileSync(path, 'utf8').matchAll(/(?:from|import\()\s*'((?:\.|@\/)[^']+)'/g)) {
      const file = fileOf(path, imported)
      if (file && /^(app|components)\//.test(file)) follow(file)
    }
  }
  for (const entry of entries) follow(entry)
  return [...seen].toSorted()
}
