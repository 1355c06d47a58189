type Item = { readonly metadata?: Record<string, unknown>; readonly status?: Record<string, unknown> }

const leanItem = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const { metadata, status, ...rest } = value as Item
  if (typeof metadata !== 'object' || metadata === null) return value
  const { managedFields: _, annotations: __, ...kept } = metadata
  const suspendedAt = typeof status === 'object' && status !== null ? status.suspendedAt : undefined
  return { ...rest, metadata: kept, ...(suspendedAt === undefined ? {} : { status: { suspendedAt } }) }
}

/** A snapshot without what a cluster keeps for itself and nobody reads: most of its size. Other text is left as it is. */
export const leanSnapshot = (text: string): string => {
  try {
    const list: unknown = JSON.parse(text)
    if (typeof list !== 'object' || list === null || !('items' in list) || !Array.isArray(list.items)) return text
    return JSON.stringify({ ...list, items: list.items.map(leanItem) })
  } catch {
    return text
  }
}
