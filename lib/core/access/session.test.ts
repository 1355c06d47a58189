import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { isLive, seenLongAgo } from './session'

const now = Temporal.Instant.from('2026-11-21T10:00:00Z')
const ago = (seconds: number) => now.subtract({ seconds })
const hour = 3600

describe('a session', () => {
  test.each([
    ['has just begun', 0, 0, true],
    ['was used a moment less than twelve hours ago', 20 * hour, 12 * hour - 1, true],
    ['was used twelve hours ago', 20 * hour, 12 * hour, false],
    ['was used just now, and began a moment less than seven days ago', 7 * 24 * hour - 1, 0, true],
    ['was used just now, and began seven days ago', 7 * 24 * hour, 0, false],
    ['began while the clock was ahead', -30, -30, true],
  ])('that %s: is it live?', (_, started, seen, live) => {
    expect(isLive({ startedAt: ago(started), seenAt: ago(seen) }, now)).toBe(live)
  })

  it('is written to once a minute however often it is used', () => {
    const at = (seconds: number) => seenLongAgo({ startedAt: ago(hour), seenAt: ago(seconds) }, now)
    expect([at(0), at(59), at(-30)]).toEqual([null, null, null])
    expect(at(60)?.toString()).toBe(ago(60).toString())
    expect(at(hour)?.toString()).toBe(ago(60).toString())
  })
})
