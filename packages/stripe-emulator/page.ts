import type { Call } from './endpoint'
import { missing } from './failure'
import type { ListParameters } from './parameters'
import type { Records, RecordType } from './records'

type Page<T extends RecordType> = {
  /** Top-level text fields that must be equal; the store looks for these. */
  readonly match: Readonly<Record<string, string>>
  /** What else must hold. */
  readonly keep?: (record: Records[T]) => boolean
  readonly serialize: (record: Records[T]) => object | Promise<object>
}

const batch = 100

/**
 * A page of a list, newest first, as every list of the API is asked for: `limit`, `created`, and from one object on
 * in either direction. Refuses to go on from an object that is not there.
 */
export const pageOf = async <T extends RecordType>(
  { work, path }: Pick<Call, 'work' | 'path'>,
  type: T,
  given: ListParameters,
  { match, keep = () => true, serialize }: Page<T>,
): Promise<object> => {
  const { limit, starting_after, ending_before, created } = given
  const back = ending_before !== undefined
  const [start, param] = back ? [ending_before, 'ending_before'] : [starting_after, 'starting_after']
  if (start !== undefined && !(await work.get(type, start))) throw missing(type.replace('.', ' '), start, param)
  const found: Records[T][] = []
  for (let after = start ?? null; ; ) {
    const rows = await work.list(type, { match, limit: batch, after, order: back ? 'oldest' : 'newest' })
    found.push(...rows.filter((row) => (!created || created(createdOf(row))) && keep(row)))
    const last = rows.at(-1)
    if (found.length > limit || rows.length < batch || !last) break
    after = last.id
  }
  const page = found.slice(0, limit)
  if (back) page.reverse()
  const data = await Promise.all(page.map(serialize))
  return { object: 'list', data, has_more: found.length > limit, url: path }
}

const createdOf = (record: Records[RecordType]): number => ('created' in record ? record.created : 0)
