import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

/** A part of a document that is the same each time, as it is and compressed. */
export type FixedPart = { readonly plain: Buffer; readonly packed: Buffer }

/** Compresses a part so that anything may follow it. */
export const fixedPart = async (plain: Buffer): Promise<FixedPart> => ({
  plain,
  packed: await deflate(plain, { finishFlush: constants.Z_FULL_FLUSH }),
})

const start = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
/** An empty block, and the last one. */
const lastBlock = Buffer.from([3, 0])
const longestStored = 65_535

/** A block that says what it holds in plain. */
const stored = (text: Buffer): Buffer => {
  if (text.length > longestStored) throw new Error('a part that changes is too long')
  const head = Buffer.alloc(5)
  head.writeUInt16LE(text.length, 1)
  head.writeUInt16LE(text.length ^ 0xffff, 3)
  return Buffer.concat([head, text])
}

/**
 * A document as gzip, of parts that were compressed once and short ones that change each time: nothing is compressed
 * now, and what is fixed is not copied.
 * @param between what stands after each fixed part but the last.
 */
export const gzipParts = (parts: readonly FixedPart[], between: readonly Buffer[]): Buffer[] => {
  let sum = 0
  let size = 0
  const count = (plain: Buffer): void => {
    // Of nothing at all, the sum would begin again.
    if (plain.length > 0) sum = crc32(plain, sum)
    size += plain.length
  }
  const pieces: Buffer[] = [start]
  for (const [index, { plain, packed }] of parts.entries()) {
    count(plain)
    pieces.push(packed)
    const text = between[index]
    if (index === parts.length - 1 || text === undefined) continue
    count(text)
    pieces.push(stored(text))
  }
  const end = Buffer.alloc(8)
  end.writeUInt32LE(sum, 0)
  end.writeUInt32LE(size % 2 ** 32, 4)
  return [...pieces, lastBlock, end]
}
