import type { ReactElement, ReactNode } from 'react'
import { type Action, Button, placing } from './parts'
import type { Letter } from './reader'
import { mailSheet, style } from './style'

/** An e-mail without its frame: what a template makes of its facts. */
export type Content = {
  readonly subject: string
  readonly heading: string
  /** What the list of a mailbox shows beside the subject. */
  readonly preheader: string
  readonly body: ReactNode
  readonly action: Action
  /** Below the button; empty where nobody signs. */
  readonly closing: readonly string[]
  /** Why one gets it. */
  readonly why: string
  /** Where such e-mails are switched off; null of those that cannot be. */
  readonly choose: Action | null
}

/** Keeps the first words of the body out of the list of a mailbox. */
const filler = '\u00a0\u200c'.repeat(60)

type LayoutProps = { readonly content: Content; readonly letter: Pick<Letter, 'language' | 'seller'> }

/** The frame of every e-mail: one column that fits a phone, in light and dark clients. */
export const Layout = ({ content, letter }: LayoutProps): ReactElement => (
  <html lang={letter.language}>
    {/* biome-ignore lint/style/noHeadElement: an e-mail is no page of Next. */}
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
      <title>{content.subject}</title>
      <style>{mailSheet}</style>
    </head>
    <body className="k-page" style={style.body}>
      <div aria-hidden="true" data-text="none" style={style.hidden}>
        {content.preheader}
        {filler}
      </div>
      <table {...placing} width="100%">
        <tbody>
          <tr>
            <td align="center" className="k-page" style={style.page}>
              <Column content={content} letter={letter} />
            </td>
          </tr>
        </tbody>
      </table>
    </body>
  </html>
)

const Column = ({ content, letter }: LayoutProps): ReactElement => (
  <table {...placing} style={style.column}>
    <tbody>
      {letter.seller === '' ? null : (
        <tr data-text="none">
          <td align="left" className="k-soft k-edge" style={style.sender}>
            {letter.seller}
          </td>
        </tr>
      )}
      <tr>
        <td align="left" className="k-card" style={style.card}>
          <h1 className="k-ink" style={style.heading}>
            {content.heading}
          </h1>
          {content.body}
          <Button {...content.action} />
          {content.closing.length === 0 ? null : (
            <p className="k-ink" style={style.closing}>
              {content.closing.flatMap((line, place) => (place === 0 ? [line] : [<br key={`${line} break`} />, line]))}
            </p>
          )}
        </td>
      </tr>
      <tr data-text="signature">
        <td align="left" className="k-soft k-edge" style={style.footer}>
          {content.why}{' '}
          {content.choose === null ? null : (
            <a href={content.choose.href} className="k-soft" style={style.footerLink}>
              {content.choose.label}
            </a>
          )}
        </td>
      </tr>
    </tbody>
  </table>
)
