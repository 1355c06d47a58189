import { withoutDeadline } from './deadline'
import { remember } from './remember'

export type RecallOptions<Value> = {
  readonly read: (key: string) => Promise<Value>
  /** Whether a value is remembered; any other is read each time. */
  readonly keeps: (value: Value) => boolean
  /** How long a value is remembered, from when it was asked for. */
  readonly ms: number
  readonly most: number
  readonly nowMs?: () => number
}

/**
 * Answers from memory what was read a short while ago. Those who ask meanwhile share a reading, and what is remembered
 * for half of its time is read again while memory still answers: who asks often does not wait.
 * @returns answers at once what is remembered, and promises the rest.
 */
export const recall = <Value>({
  read,
  keeps,
  ms,
  most,
  nowMs = () => performance.now(),
}: RecallOptions<Value>): ((key: string) => Value | Promise<Value>) => {
  const memory = new Map<string, { readonly value: Value; readonly since: number }>()
  const readings = new Map<string, Promise<Value>>()

  const readNow = async (key: string): Promise<Value> => {
    const since = nowMs()
    const value = await read(key)
    remember(memory, key, keeps(value) ? { value, since } : undefined, most)
    return value
  }

  const readOnce = (key: string): Promise<Value> => {
    const underWay = readings.get(key)
    if (underWay) return underWay
    const reading = withoutDeadline(() => readNow(key)).finally(() => readings.delete(key))
    readings.set(key, reading)
    return reading
  }

  return (key) => {
    const known = memory.get(key)
    const age = known ? nowMs() - known.since : ms
    if (!known || age >= ms) return readOnce(key)
    // What goes wrong here is heard by the one who asks when memory has nothing any more.
    if (age >= ms / 2) readOnce(key).catch(() => {})
    return known.value
  }
}
