import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** What goes wrong with an e-mail: the mailbox is full, nobody is known, or who writes has to come back. */
export type PostFault = 'none' | 'full' | 'refuses' | 'greylists'

export type Received = { readonly to: readonly string[]; readonly mail: Email }

/** An SMTP server on this machine that keeps what it is given. */
export const startPostOffice = async (faultOf: (address: string) => PostFault = () => 'none', host = '127.0.0.1') => {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const status = { refuses: 550, greylists: 451, full: 0, none: 0 }[faultOf(address)]
      if (status === 0) done()
      else done(Object.assign(new Error(`no mailbox ${address}`), { responseCode: status }))
    },
    onData: (stream, session, done) => {
      buffer(stream)
        .then(async (content) => {
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
