import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createMailer, type Mailer } from './mailer'
import { type PostFault, startPostOffice } from './testing/post-office'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const officeWith = async (faultOf?: () => PostFault) => {
  const office = await startPostOffice(faultOf)
  open.push(office.close)
  return office
}
const mailerTo = (url: string, timeoutMs?: number): Mailer => {
  const mailer = createMailer(url, { name: 'Kontor Zürich', address: 'billing@kontor.example' }, timeoutMs)
  open.unshift(mailer.close)
  return mailer
}
const mail = {
  to: 'ada@example.com',
  subject: 'Müller & Söhne: usage reached CHF 100.00',
  text: 'Grüezi\n',
  html: '<p>Grüezi</p>',
  messageId: 'alpenblick.spend-2026-11@kontor.example',
  language: 'de',
}

test('an e-mail arrives as it was written, with its id, and says that a machine wrote it', async () => {
  const office = await officeWith()
  expect(await mailerTo(office.url).send(mail)).toMatchObject({ taken: true, answer: expect.stringMatching(/^250 /) })
  expect(office.received).toHaveLength(1)
  const [first] = office.received
  expect(first?.to).toEqual([mail.to])
  expect(first?.mail).toMatchObject({
    from: { name: 'Kontor Zürich', address: 'billing@kontor.example' },
    subject: mail.subject,
    text: expect.stringContaining('Grüezi'),
    messageId: `<${mail.messageId}>`,
  })
  const headerOf = (name: string) => first?.mail.headers.find(({ key }) => key === name)?.value
  expect(headerOf('auto-submitted')).toBe('auto-generated')
  expect(headerOf('content-language')).toBe('de')
})

test('a line break in a subject begins no header of its own', async () => {
  const office = await officeWith()
  await mailerTo(office.url).send({ ...mail, subject: 'Hello\r\nBcc: eve@example.com\n\nbody' })
  const [first] = office.received
  expect(first?.mail.subject).toBe('Hello Bcc: eve@example.com body')
  expect(first?.to).toEqual([mail.to])
  expect(first?.mail.headers.some(({ key }) => key === 'bcc')).toBe(false)
})

test.each<[PostFault, number]>([
  ['full', 452],
  ['greylists', 451],
])('what a server that %s may take later is thrown, as the server says it', async (fault, status) => {
  const office = await officeWith(() => fault)
  await expect(mailerTo(office.url).send(mail)).rejects.toMatchObject({ name: 'MailError', status })
  expect(office.received).toEqual([])
})

test('what a server never takes for an address is answered', async () => {
  const office = await officeWith(() => 'refuses')
  const answer = await mailerTo(office.url).send(mail)
  expect(answer).toMatchObject({ taken: false, answer: expect.stringContaining('550 no mailbox ada@example.com') })
  expect(office.received).toEqual([])
})

test('what a server never takes of what is sent is answered, too', async () => {
  const office = await officeWith(() => 'rejects')
  const answer = await mailerTo(office.url).send(mail)
  expect(answer).toMatchObject({ taken: false, answer: expect.stringContaining('554 we do not like it') })
})

test('a document arrives whole, answers go to whom it says, and it says where it is switched off', async () => {
  const office = await officeWith()
  const content = Uint8Array.from({ length: 5000 }, (_, place) => place % 256)
  const unsubscribe = 'https://kontor.example/o/acme/settings#alerts'
  const attachments = [{ name: '2026-000001.pdf', type: 'application/pdf', content }]
  await mailerTo(office.url).send({ ...mail, replyTo: 'seller@example.com', attachments, unsubscribe })
  const received = office.received[0]?.mail
  expect(received?.replyTo).toEqual([{ name: '', address: 'seller@example.com' }])
  expect(received?.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toBe(`<${unsubscribe}>`)
  expect(received?.attachments).toMatchObject([{ filename: '2026-000001.pdf', mimeType: 'application/pdf' }])
  expect(new Uint8Array(received?.attachments[0]?.content as ArrayBuffer)).toEqual(content)
})

test('a server that takes connections and closes them fails at once, and is not called again by itself', async () => {
  let connections = 0
  const closing = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((listening) => {
    closing.listen(0, '127.0.0.1', listening)
  })
  open.push(() => closing.close())
  const { port } = closing.address() as AddressInfo
  await expect(mailerTo(`smtp://127.0.0.1:${port}`, 5_000).send(mail)).rejects.toMatchObject({ name: 'MailError' })
  await sleep(300)
  expect(connections).toBe(1)
})

test('a server that is away, or never answers, fails in time', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((listening) => {
    silent.listen(0, '127.0.0.1', listening)
  })
  const { port } = silent.address() as AddressInfo
  open.push(() => silent.close())
  await expect(mailerTo(`smtp://127.0.0.1:${port}`, 200).send(mail)).rejects.toThrow(/[Tt]imeout|Greeting/)
  const gone = await startPostOffice()
  await gone.close()
  await expect(mailerTo(gone.url, 200).send(mail)).rejects.toThrow(/ECONNREFUSED/)
})

test('off this machine nothing is sent in the clear', async () => {
  // An address of this machine that is not known to be one; the server offers no encryption.
  const office = await startPostOffice(undefined, '127.0.0.2')
  open.push(office.close)
  await expect(mailerTo(office.url).send(mail)).rejects.toThrow(/TLS/)
  expect(office.received).toEqual([])
})
