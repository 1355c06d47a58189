import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatDecimal } from '@/lib/core/money/decimal'
import { presetOf } from './columns'
import { columnsOf, type Options } from './options'
import { readRows } from './read-rows'
import { usageOf } from './usage-file'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const options = (over: Partial<Options> = {}): Options => ({ resource: '', strict: false, 'shift-days': '0', ...over })

const read = (content: Uint8Array | string, over: Partial<Options> = {}) => {
  const file = readRows(typeof content === 'string' ? bytes(content) : content)
  return usageOf(file, columnsOf(file.header, options(over)))
}
const mapped = { org: 'acme', time: 'when', meter: ['doc.pages=pages'] }
const keys = (content: Uint8Array | string, over: Partial<Options> = mapped) =>
  read(content, over).events.map(({ event }) => event.key)
const short = (content: string, over: Partial<Options> = mapped) =>
  read(content, over).events.map(({ event }) =>
    [event.org, event.meter, formatDecimal(event.quantity, 12, 0), event.at.toString(), event.resource].join(' '),
  )

const plain = 'when,pages,note\n2026-10-01 09:00:00,1.5,"a, b"\n2026-10-01 10:00:00,2,\n2026-10-01 10:00:00,2,\n'

test('a file that is saved again by another program brings the same events', () => {
  const own = keys(plain)
  expect(new Set(own).size).toBe(3)
  const wide = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from(plain, (letter) => letter.charCodeAt(0)).buffer),
  ])
  const saved: (string | Uint8Array)[] = [
    plain.replaceAll('\n', '\r\n'),
    `\ufeff${plain}`,
    wide,
    '"when","pages","note"\n"2026-10-01 09:00:00","1.5","a, b"\n"2026-10-01 10:00:00","2",""\n"2026-10-01 10:00:00","2",""',
    'when;pages;note\n2026-10-01 09:00:00;1.50;a, b\n2026-10-01T10:00:00Z;2.0;\n2026-10-01 10:00:00;2;\n',
    'sep=;\r\nwhen;pages;note\r\n2026-10-01 09:00:00;1.50;a, b\r\n2026-10-01T10:00:00Z;2.0;\r\n2026-10-01 10:00:00;2;\r\n',
    'when\tpages\tnote\n2026-10-01 09:00:00\t1.5\ta, b\n2026-10-01 10:00:00\t2\t\n2026-10-01 10:00:00\t2\t\n',
    'note,when,pages\n"a, b",2026-10-01 09:00:00,1.5\n,2026-10-01 10:00:00,2\n\n,2026-10-01 10:00:00,2\n,,\n',
    'Pages,NOTE,When\n1.5,"a, b",2026-10-01 09:00:00\n2,,2026-10-01 10:00:00\n2,,2026-10-01 10:00:00\n',
  ]
  for (const each of saved) expect([each, keys(each)]).toEqual([each, own])
})

test('a file with one row more brings that row, wherever it stands', () => {
  const own = keys(plain)
  const lines = plain.trimEnd().split('\n')
  for (const [place, more] of [
    [1, '2026-10-01 08:00:00,9,new'],
    [2, '2026-10-01 10:00:00,2,'],
    [4, '2026-10-01 11:00:00,2,'],
  ] as const) {
    const longer = keys([...lines.slice(0, place), more, ...lines.slice(place)].join('\n'))
    expect(longer).toHaveLength(4)
    expect(longer.filter((key) => !own.includes(key))).toHaveLength(1)
  }
})

test('what the mapping says beside the file does not change which row is which', () => {
  expect(
    keys(plain, { ...mapped, meter: ['doc.pages=pages', 'doc.units=pages'] }).filter((key) =>
      key.endsWith(':doc.pages'),
    ),
  ).toEqual(keys(plain))
  expect(keys(plain, { ...mapped, resource: 'x' })).toEqual(keys(plain))
})

test('a key column is the identity of a row, whatever else it says', () => {
  const file = 'id,when,pages\na,2026-10-01,1\nb,2026-10-01,1\n'
  const later = 'id,when,pages,note\nc,2026-10-02,1,\nb,2026-10-01,1,changed\n,2026-10-03,1,\n'
  const own = keys(file, { ...mapped, key: 'id' })
  expect(new Set(own).size).toBe(2)
  const next = read(later, { ...mapped, key: 'id' })
  expect(next.events.map(({ event }) => own.includes(event.key))).toEqual([false, true])
  expect(next.bad).toEqual([{ line: 4, sentence: 'Its id is empty.' }])
})

test('a bad row is named by its line, and the others are read', () => {
  const file = [
    'when,pages',
    '2026-10-01,1',
    'yesterday,1',
    '2026-10-01,"1,5"',
    '2026-10-01',
    '2026-10-01,1,2',
    '2026-10-01,-1',
    '2026-10-01,0.30000000000000004',
    '2026-10-02,12345678901234.567891',
  ].join('\n')
  const { events, bad } = read(file, mapped)
  expect(events.map(({ line }) => line)).toEqual([2, 8, 9])
  expect(short(file).map((text) => text.split(' ')[2])).toEqual(['1', '0.3', '12345678901234.567891'])
  expect(bad.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7])
  expect(bad[1]?.sentence).toContain('a point before')
  expect(bad[2]?.sentence).toBe('It has 1 cells, and the header has 2.')
})

test('a quotation mark that nobody closes costs its own line alone', () => {
  const { events, bad } = read('when,pages\n2026-10-01,1\n"2026-10-01,2\n2026-10-01,3\n', mapped)
  expect(events.map(({ line }) => line)).toEqual([2, 4])
  expect(bad).toEqual([{ line: 3, sentence: 'A quotation mark is not closed.' }])
})

test('LiteLLM’s spend logs are known by their header, and each request counts once', () => {
  const log = `request_id,call_type,api_key,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,model,team_id
chatcmpl-1,acompletion,88dc,2.4899999999999997e-05,30,20,10,2026-10-01 09:00:00.123,2026-10-01 09:00:01,gpt-4o,acme
chatcmpl-2,acompletion,88dc,0.1,7,5,2,2026-10-01T09:00:02.000Z,2026-10-01 09:00:03,gpt-4o,Team B
`
  expect(presetOf(readRows(bytes(log)).header)).toBe('litellm')
  expect(short(log, { map: ['org:Team B=team-b'] })).toEqual([
    'acme llm.input_tokens 20 2026-10-01T09:00:00.123Z gpt-4o',
    'acme llm.output_tokens 10 2026-10-01T09:00:00.123Z gpt-4o',
    'team-b llm.input_tokens 5 2026-10-01T09:00:02Z gpt-4o',
    'team-b llm.output_tokens 2 2026-10-01T09:00:02Z gpt-4o',
  ])
  expect(read(log, {}).bad).toEqual([
    { line: 3, sentence: '"Team B" is no organization; map it with --map "org:Team B=ORG".' },
  ])
  expect(short(log, { org: 'lumen-ai', meter: ['llm.spend=spend'] })).toEqual([
    'lumen-ai llm.spend 0.0000249 2026-10-01T09:00:00.123Z gpt-4o',
    'lumen-ai llm.spend 0.1 2026-10-01T09:00:02Z gpt-4o',
  ])
})

test('FOCUS is known by its header: rows of usage count, by their SKU, and the others are left out', () => {
  const focus = `BillingAccountId,BilledCost,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ResourceId,SkuId,SubAccountId
1,1.00,Usage,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,24,Hours,vm-1,GPU.A100,acme
1,9.00,Purchase,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,,,,COMMIT,acme
1,1.00,Usage,2026-10-02T00:00:00Z,2026-10-03T00:00:00Z,24.5,Hours,vm-1,GPU.A100,acme
1,0.10,Usage,2026-10-02T00:00:00Z,2026-10-03T00:00:00Z,3,GB,,DISK,acme
`
  const map = ['meter:GPU.A100=node.hours']
  expect(short(focus, { map })).toEqual([
    'acme node.hours 24 2026-10-01T00:00:00Z vm-1',
    'acme node.hours 24.5 2026-10-02T00:00:00Z vm-1',
  ])
  expect(read(focus, { map })).toMatchObject({
    others: 1,
    bad: [{ line: 5, sentence: '"DISK" is no meter; map it with --map "meter:DISK=METER".' }],
  })
  expect(short(focus, { org: 'other', meter: ['node.hours'] })).toHaveLength(3)
})

test('what a command lacks or names wrongly is said', () => {
  const fails = (over: Partial<Options>) => () => read(plain, over)
  expect(fails({})).toThrow('Say when it was used: --time COLUMN; whose usage it is: --org ORG')
  expect(fails({ ...mapped, meter: ['Pages=pages'] })).toThrow('"Pages" is no meter')
  expect(fails({ ...mapped, meter: ['doc.pages'] })).toThrow('Say where the quantities of doc.pages are')
  expect(fails({ ...mapped, org: 'ACME' })).toThrow('"ACME" is no organization')
  expect(fails({ ...mapped, map: ['colour=x'] })).toThrow('not "colour"')
  expect(fails({ ...mapped, preset: 'excel' })).toThrow('There is no preset excel')
})

test('the trace of the demo is read whole, each event under a key of its own', () => {
  const content = readFileSync('lib/demo/llm-inference-code-2023.csv')
  const { events, bad } = read(content, {})
  expect([events.length, bad.length, new Set(events.map(({ event }) => event.key)).size]).toEqual([17_638, 0, 17_638])
})
