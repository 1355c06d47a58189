import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/**
 * What goes wrong with an e-mail: the mailbox is full, nobody is known, who writes has to come back, what is sent is rejected
 * for good, or the server says nothing any more, or hangs up.
 */
export type PostFault = 'none' | 'full' | 'refuses' | 'greylists' | 'rejects' | 'hangs' | 'closes'

export type Received = { readonly to: readonly string[]; readonly mail: Email }

type Connection = { readonly id: string; readonly close: () => void }

/** Hangs up on a client, without a word. */
const closeOf = ({ connections }: SMTPServer, id: string): void => {
  for (const each of connections as unknown as ReadonlySet<Connection>) if (each.id === id) each.close()
}

/** An SMTP server on this machine that keeps what it is given. */
export const startPostOffice = async (faultOf: (address: string) => PostFault = () => 'none', host = '127.0.0.1') => {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, session, done) => {
      const fault = faultOf(address)
      const status = fault === 'refuses' ? 550 : fault === 'greylists' ? 451 : 0
      if (fault === 'hangs') return
      if (fault === 'closes') closeOf(server, session.id)
      else if (status === 0) done()
      else done(Object.assign(new Error(`no mailbox ${address}`), { responseCode: status }))
    },
    onData: (stream, session, done) => {
      buffer(stream)
        .then(async (content) => {
          if (faultOf('') === 'rejects') {
            done(Object.assign(new Error('we do not like it'), { responseCode: 554 }))
            return
          }
          if (faultOf('') === 'full') {
            done(Object.assign(new Error('the mailbox is full'), { responseCode: 452 }))
            return
          }
          const to = session.envelope.rcptTo.map(({ address }) => address)
          received.push({ to, mail: await PostalMime.parse(content) })
          done()
        })
        .catch(done)
    },
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => {
    server.listen(0, host, listening)
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://${host}:${port}`,
    received,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}
