import { connect, createServer, type Socket } from 'node:net'
import { createFrames, fatal, queryMessage, readStart, startMessage, typeOf } from './frames'
import type { Pooler, PoolerOptions } from './pooler'

/** What a pooler passes on of the parameters that a connection begins with. */
const passed = ['user', 'database', 'application_name', 'client_encoding', 'datestyle', 'timezone']

/**
 * A pooler in as far as an app notices it: parameters at the start are refused or dropped, and what a session has set or
 * prepared is gone after each transaction.
 */
export const startStandIn = async ({ url, ignores }: PoolerOptions): Promise<Pooler> => {
  const target = new URL(url)
  const open = new Set<Socket>()
  const serve = (client: Socket): void => {
    const server = connect(Number(target.port), target.hostname)
    for (const socket of [client, server]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        server.destroy()
      })
    }
    /** Whose answers come next: each ends with a "ready". */
    const awaited: ('client' | 'own')[] = ['client']
    let fresh = true
    let encrypted = 0
    const ofClient = createFrames((index) => index > encrypted)
    const begin = (frame: Buffer): void => {
      const parameters = readStart(frame)
      if (parameters === null) {
        // Encryption is asked for before the start; there is none. A request to cancel goes on as it is.
        if (frame.readUInt32BE(4) === 80_877_103) {
          encrypted += 1
          client.write('N')
        } else server.write(frame)
        return
      }
      const others = parameters.filter(([name]) => !passed.includes(name.toLowerCase()))
      const refused = ignores ? undefined : others[0]
      if (refused) {
        client.end(fatal(`unsupported startup parameter: ${refused[0]}`))
        return
      }
      server.write(startMessage(parameters.filter((each) => !others.includes(each))))
    }
    let frames = 0
    client.on('data', (chunk) => {
      for (const frame of ofClient(chunk)) {
        frames += 1
        if (frames <= encrypted + 1) {
          begin(frame)
          continue
        }
        const type = typeOf(frame)
        if (awaited.length === 0 && !fresh && type !== 'X') {
          awaited.push('own')
          server.write(queryMessage('discard all'))
          fresh = true
        }
        if (type === 'Q' || type === 'S') awaited.push('client')
        server.write(frame)
      }
    })
    const ofServer = createFrames(() => true)
    server.on('data', (chunk) => {
      for (const frame of ofServer(chunk)) {
        if (awaited[0] !== 'own') client.write(frame)
        if (typeOf(frame) !== 'Z') continue
        const whose = awaited.shift()
        // Within a transaction nothing is taken away.
        if (whose === 'client') fresh = String.fromCharCode(frame[5] ?? 0) !== 'I'
      }
    })
  }
  const listener = createServer(serve)
  await new Promise<void>((listening) => listener.listen(0, '127.0.0.1', listening))
  const address = new URL(url)
  address.hostname = '127.0.0.1'
  address.port = String((listener.address() as { port: number }).port)
  return {
    url: address.toString(),
    stop: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((closed) => listener.close(closed))
    },
  }
}
