import { expandable } from './expandable'
import { invalidRequest } from './failure'
import { serializeRecord } from './serialize/record'
import type { Work } from './work'

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null
const deepest = 4

type Expansion = { readonly work: Work; readonly path: string; readonly publicUrl: string }

const expandField = async (expansion: Expansion, node: Node, kind: string, field: string): Promise<void> => {
  const { work, path, publicUrl } = expansion
  const how = expandable[kind]?.[field]
  if (!how) throw invalidRequest(`This property cannot be expanded (${path}).`, 'expand[]')
  const given = node[field]
  if (typeof how === 'function') {
    const object = await how(work, String(node.id), publicUrl)
    if (object) node[field] = JSON.parse(JSON.stringify(object))
  } else if (typeof given === 'string') {
    const object = await serializeRecord(work, how, given, publicUrl)
    if (object) node[field] = JSON.parse(JSON.stringify(object))
  }
}

/** @param kind what the node is: its `object`, or the way to it below one: `invoice.parent`. */
const walk = async (expansion: Expansion, node: Node, kind: string, rest: readonly string[]): Promise<void> => {
  const [field, ...deeper] = rest
  if (field === undefined) return
  if (node.object === 'list' && field === 'data' && Array.isArray(node.data)) {
    for (const item of node.data) if (isNode(item)) await walk(expansion, item, kindOf(item, kind), deeper)
    return
  }
  if (!isNode(node[field]) || deeper.length === 0) await expandField(expansion, node, kind, field)
  const next = node[field]
  if (isNode(next)) await walk(expansion, next, kindOf(next, `${kind}.${field}`), deeper)
}

const kindOf = (node: Node, otherwise: string): string => (typeof node.object === 'string' ? node.object : otherwise)

/** Replaces ids by the objects they name, along each path (`payment_intent.latest_charge`, `data.customer`). */
export const expand = async (
  work: Work,
  body: object,
  paths: readonly string[],
  publicUrl: string,
): Promise<object> => {
  const copy = asOnTheWire(body)
  for (const path of paths) {
    const fields = path.split('.')
    if (fields.length > deepest) {
      const message = `You cannot expand more than ${deepest} levels of a property. Property: ${path}`
      throw invalidRequest(message, 'expand[]')
    }
    await walk({ work, path, publicUrl }, copy, kindOf(copy, ''), fields)
  }
  return copy
}

/** A copy through JSON: decimals become their text. */
const asOnTheWire = (body: object): Node => JSON.parse(JSON.stringify(body)) as Node
