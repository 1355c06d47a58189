/** Cuts a stream of PostgreSQL messages into whole ones; the first of a client has no type. */
export const createFrames = (hasType: (index: number) => boolean) => {
  let buffered = Buffer.alloc(0)
  let index = 0
  return (chunk: Buffer): Buffer[] => {
    buffered = Buffer.concat([buffered, chunk])
    const whole: Buffer[] = []
    for (;;) {
      const offset = hasType(index) ? 1 : 0
      if (buffered.length < offset + 4) return whole
      const length = offset + buffered.readUInt32BE(offset)
      if (buffered.length < length) return whole
      whole.push(buffered.subarray(0, length))
      buffered = buffered.subarray(length)
      index += 1
    }
  }
}

export const typeOf = (frame: Buffer): string => String.fromCharCode(frame[0] ?? 0)

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export const queryMessage = (text: string): Buffer => message('Q', Buffer.from(`${text}\0`))

/** An error that ends the connection, as a pooler says it. */
export const fatal = (text: string): Buffer => message('E', Buffer.from(`SFATAL\0VFATAL\0C08P01\0M${text}\0\0`))

const version = 196_608

/** The parameters that a connection begins with; null for a request of another kind (encryption, cancelling). */
export const readStart = (frame: Buffer): [name: string, value: string][] | null => {
  if (frame.readUInt32BE(4) !== version) return null
  const texts = frame.subarray(8).toString().split('\0')
  const pairs: [string, string][] = []
  for (let place = 0; texts[place]; place += 2) pairs.push([texts[place] ?? '', texts[place + 1] ?? ''])
  return pairs
}

export const startMessage = (parameters: readonly [string, string][]): Buffer => {
  const body = Buffer.from(`${parameters.map(([name, value]) => `${name}\0${value}\0`).join('')}\0`)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8, 0)
  head.writeUInt32BE(version, 4)
  return Buffer.concat([head, body])
}
