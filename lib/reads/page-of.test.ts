import { expect, test } from 'vitest'
import { pageOf, pageSize, readPageNumber } from './page-of'

const list = Array.from({ length: 2 * pageSize }, (_, index) => index)
const read = async (skip: number, most: number) => list.slice(skip, skip + most)

test('the pages of a list hold every row once, and know their neighbours', async () => {
  const [first, second] = [await pageOf(1, read), await pageOf(2, read)]
  expect([...first.rows, ...second.rows]).toEqual(list)
  expect([first.previous, first.next, second.previous, second.next]).toEqual([null, 2, 1, null])
})

test('a page number that is none is the first page', () => {
  expect(['2', '0', '-1', '1e9', '9999999', 'x', undefined].map(readPageNumber)).toEqual([2, 1, 1, 1, 1, 1, 1])
})
