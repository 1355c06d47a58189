import { invalidRequest } from './failure'
import type { RecordType } from './records'
import { serializeLineItems } from './serialize/line-items'
import { type Serializable, serializeRecord } from './serialize/record'
import type { Work } from './work'

/** The fields of each object that may be expanded, and what their ids are ids of. */
const expandable: Readonly<Record<string, Readonly<Record<string, Serializable | 'line_items'>>>> = {
  'checkout.session': { customer: 'customer', payment_intent: 'payment_intent', line_items: 'line_items' },
  payment_intent: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  charge: { customer: 'customer', payment_intent: 'payment_intent' },
  payment_method: { customer: 'customer' },
}

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

const kindAt = (node: Node, field: string, path: string): RecordType | 'line_items' => {
  const kind = typeof node.object === 'string' ? expandable[node.object]?.[field] : undefined
  if (!kind) throw invalidRequest(`This property cannot be expanded (${path}).`, 'expand[]')
  return kind
}

const expandField = async (work: Work, node: Node, field: string, path: string, publicUrl: string): Promise<void> => {
  const kind = kindAt(node, field, path)
  if (kind === 'line_items') {
    const session = await work.get('checkout.session', String(node.id))
    if (session) node[field] = serializeLineItems(session)
    return
  }
  const id = node[field]
  if (typeof id !== 'string') return
  const object = await serializeRecord(work, kind as Serializable, id, publicUrl)
  if (object) node[field] = object
}

const walk = async (work: Work, node: Node, rest: string[], path: string, publicUrl: string): Promise<void> => {
  const [field, ...deeper] = rest
  if (field === undefined) return
  if (node.object === 'list' && field === 'data' && Array.isArray(node.data)) {
    for (const item of node.data) if (isNode(item)) await walk(work, item, deeper, path, publicUrl)
    return
  }
  await expandField(work, node, field, path, publicUrl)
  const next = node[field]
  if (isNode(next) && deeper.length > 0) await walk(work, next, deeper, path, publicUrl)
}

/** Replaces ids by the objects they name, along each path (`payment_intent.latest_charge`, `data.customer`). */
export const expand = async (
  work: Work,
  body: object,
  paths: readonly string[],
  publicUrl: string,
): Promise<object> => {
  const copy = asOnTheWire(body)
  for (const path of paths) await walk(work, copy, path.split('.'), path, publicUrl)
  return copy
}

/** A copy through JSON: decimals become their text. */
const asOnTheWire = (body: object): Node => JSON.parse(JSON.stringify(body)) as Node
