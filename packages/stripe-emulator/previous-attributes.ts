type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The old values of what changed, as an event carries them: only changed parts, lists whole, new parts as null. */
export const previousAttributes = (before: Node, after: Node): Node => {
  const changed: Record<string, unknown> = {}
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[field] ?? null
    const now = after[field] ?? null
    if (same(old, now)) continue
    changed[field] = isNode(old) && isNode(now) ? previousAttributes(old, now) : old
  }
  return changed
}
