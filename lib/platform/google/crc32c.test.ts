import { expect, it } from 'vitest'
import { crc32c } from './crc32c'

it.each([
  ['123456789', Buffer.from('123456789'), 0xe3069283],
  ['nothing', Buffer.alloc(0), 0],
  ['32 zeros (RFC 3720)', Buffer.alloc(32), 0x8a9136aa],
  ['32 ones (RFC 3720)', Buffer.alloc(32, 0xff), 0x62a8ab43],
])('the checksum of %s is the published one', (_, bytes, sum) => {
  expect(crc32c(bytes)).toBe(sum)
})
