import { createTransport } from 'nodemailer'

export type Sender = { readonly name: string; readonly address: string }

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same for every attempt, so that who gets it twice sees it once. Without angle brackets. */
  readonly messageId: string
  /** BCP 47. */
  readonly language: string
  /** Whom an answer goes to; empty is the sender. */
  readonly replyTo?: string
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly content: Uint8Array }[]
  /** Where such e-mails can be switched off; left out of those that cannot. */
  readonly unsubscribe?: string
}

/** What a server said of an e-mail, once and for all: it took it, or never will for this address. */
export type MailAnswer = { readonly taken: boolean; readonly answer: string }

export type Mailer = {
  /**
   * Hands an e-mail to the server. A refusal for good (5xx of the address or of what is sent to it) is an answer, too.
   * @throws MailError where the server is away, will not take it now, or does not answer in time.
   */
  readonly send: (mail: Mail) => Promise<MailAnswer>
  readonly close: () => void
}

/** An e-mail that may be taken later. */
export class MailError extends Error {
  override readonly name = 'MailError'
  constructor(
    message: string,
    /** As the connection has it: `ETIMEDOUT`, `EENVELOPE` … */
    readonly code: string,
    /** As the server answered; 0 where it did not. */
    readonly status: number,
  ) {
    super(message)
  }
}

const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(host)

/** A line break, or anything else that is no text, has no place in a header. */
const headerText = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** What was answered to the address of an e-mail that nobody else was to get. */
const failureOf = (error: unknown): MailError => {
  const { code = '', responseCode = 0 } = error as { readonly code?: string; readonly responseCode?: number }
  return new MailError(error instanceof Error ? error.message : String(error), code, responseCode)
}

/**
 * Whether a server will never take it for this address: it refused the address, or what was sent to it. A refusal of who sends
 * is a matter of the portal's settings, and is tried again.
 */
const isFinal = (error: unknown, { code, status }: MailError): boolean => {
  const { command } = error as { readonly command?: string }
  if (status < 500) return false
  return (code === 'EENVELOPE' && command === 'RCPT TO') || code === 'EMESSAGE'
}

const within = async <Answer>(milliseconds: number, work: Promise<Answer>): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(new MailError('The mail server did not answer in time.', 'ETIMEDOUT', 0)),
      milliseconds,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Sends e-mail through an SMTP server. Off this machine only over TLS: from the start (`smtps:`), or after STARTTLS.
 * @param url `smtp://user:password@host:587` or `smtps://…`.
 */
export const createMailer = (url: string, from: Sender, timeoutMs = 15_000): Mailer => {
  const { protocol, hostname, port, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const secure = protocol === 'smtps:'
  const options = {
    pool: true as const,
    maxConnections: 2,
    // What a connection loses on its way is for the caller to send again.
    maxRequeues: 0,
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !isLoopback(host),
    ignoreTLS: !secure && isLoopback(host),
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const transport = createTransport(options)
  const send = async ({ to, subject, text, html, messageId, language, ...more }: Mail): Promise<MailAnswer> => {
    const { replyTo = '', attachments = [], unsubscribe } = more
    const message = {
      from: { ...from },
      to: [to],
      ...(replyTo === '' ? {} : { replyTo: headerText(replyTo) }),
      subject: headerText(subject),
      text,
      html,
      attachments: attachments.map(({ name, type, content }) => ({
        filename: name,
        contentType: type,
        content: Buffer.from(content),
      })),
      messageId: `<${messageId}>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Content-Language': language,
        ...(unsubscribe ? { 'List-Unsubscribe': `<${unsubscribe}>` } : {}),
      },
    }
    try {
      const { response } = await within(timeoutMs * 2, transport.sendMail(message))
      return { taken: true, answer: response }
    } catch (error) {
      const failure = error instanceof MailError ? error : failureOf(error)
      if (isFinal(error, failure)) return { taken: false, answer: failure.message }
      throw failure
    }
  }
  return { send, close: () => transport.close() }
}
