import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ordinals, readImportedTime, rowContent } from './imported-row'

const content = (cells: Record<string, string>) => rowContent(new Map(Object.entries(cells)))

test('a row is the same whatever the order of its columns and the way its numbers and times are written', () => {
  const row = { Time: '2026-10-01 09:30:00', Quantity: '1.5', Note: 'a b' }
  const others: Record<string, string>[] = [
    { Note: ' a b ', Time: '2026-10-01T09:30:00Z', Quantity: '1.50' },
    { time: '2026-10-01 09:30', quantity: '1.5', note: 'a b', Extra: '' },
    { Time: '2026-10-01T11:30:00+02:00', Quantity: '1.5000', Note: 'a b' },
  ]
  for (const same of others) {
    expect(content(same)).toBe(content(row))
  }
  for (const other of [
    { ...row, Note: 'a c' },
    { ...row, Quantity: '1.51' },
    { ...row, Extra: 'x' },
    { ...row, Note: '' },
  ]) {
    expect(content(other)).not.toBe(content(row))
  }
})

test('what is no number or time is text, leading zeros and all', () => {
  expect(content({ id: '007' })).not.toBe(content({ id: '7' }))
  expect(content({ id: '1e3' })).not.toBe(content({ id: '1000' }))
  expect(content({ id: '2026-13-01 00:00' })).not.toBe(content({ id: '2026-13-01' }))
})

test('no two different rows have one content, whatever their text', () => {
  const cells = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string({ unit: fc.constantFrom(...'a"],[ ') }))
  const said = (row: Record<string, string>) =>
    Object.fromEntries(Object.entries(row).flatMap(([name, cell]) => (cell.trim() ? [[name, cell.trim()]] : [])))
  fc.assert(
    fc.property(cells, cells, (one, other) => {
      expect(content(one) === content(other)).toBe(
        JSON.stringify(Object.entries(said(one)).sort()) === JSON.stringify(Object.entries(said(other)).sort()),
      )
    }),
    { numRuns: 2000 },
  )
})

test('equal rows are numbered, so that a file that overlaps another one brings only what is new', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), fc.array(fc.constantFrom('a', 'b', 'c')), (first, more) => {
      const keys = (rows: readonly string[]) => {
        const next = ordinals()
        return rows.map((row) => `${row}:${next(row)}`)
      }
      const all = new Set([...keys(first), ...keys([...first, ...more])])
      expect(all.size).toBe(first.length + more.length)
      expect(new Set(keys([...first].reverse()))).toEqual(new Set(keys(first)))
    }),
  )
})

test('a day alone is that day in every zone', () => {
  const read = readImportedTime('2026-10-01')
  expect(String(read)).toBe('2026-10-01T12:00:00Z')
  expect(String(readImportedTime('2023-11-16 18:17:03.9799600'))).toBe('2023-11-16T18:17:03.97996Z')
})
