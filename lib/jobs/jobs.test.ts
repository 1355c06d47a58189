import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { jobs } from './index'
import { vercelConfig } from './vercel-config'
import { allDue, wakeable } from './wake'

/** A field of cron: `*`, `5`, or `* / 5` without the spaces; of a range that it stays within. */
const isField = (text: string, least: number, most: number): boolean => {
  const number = /^(?:\*\/)?(\d{1,2})$/.exec(text)?.[1]
  return text === '*' || (number !== undefined && Number(number) >= least && Number(number) <= most)
}

test('names are those of an address, and each is there once', () => {
  const names = wakeable.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([])
})

test('schedules have five plain fields, as every scheduler understands them', () => {
  for (const { name, schedule } of wakeable) {
    const [minute = '', hour = '', day = '', month = '', weekday = '', ...more] = schedule.split(' ')
    const fits =
      isField(minute, 0, 59) && isField(hour, 0, 23) && isField(day, 1, 31) && isField(month, 1, 12) && weekday === '*'
    expect([name, fits && more.length === 0]).toEqual([name, true])
  }
})

test('what a job does is a sentence, and its work is late only after schedulers came by', () => {
  for (const { does, lateMinutes, everyMs, backlog } of jobs) {
    expect(does).toMatch(/^[A-Z].*\.$/)
    expect(lateMinutes * 60_000).toBeGreaterThan(everyMs)
    expect(backlog.length).toBeGreaterThan(0)
  }
  expect(allDue.map(({ name }) => name)).toEqual(['minutely', 'daily'])
})

test('vercel.json calls each job by its schedule (write it with --update)', async () => {
  await expect(`${JSON.stringify(vercelConfig, null, 2)}\n`).toMatchFileSnapshot(resolve('vercel.json'))
})
