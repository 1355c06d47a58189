import { Children, type ReactElement, type ReactNode } from 'react'
import { style } from './style'

/** The attributes of a table that only places things; readers of the screen are not told of it. */
export const placing = { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0 } as const

/** An amount does not break after its currency. In plain text its space is one like others. */
const unbroken = (text: ReactNode): ReactNode =>
  typeof text === 'string' ? text.replace(/\b([A-Z]{3}) (?=\d)/g, '$1\u00a0') : text

export const Paragraph = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <p className="k-ink" style={style.paragraph}>
    {Children.map(children, unbroken)}
  </p>
)

export type Figure = { readonly label: string; readonly value: string; readonly strong?: boolean }

/** What it comes down to, each figure with its name. */
export const Figures = ({ rows }: { readonly rows: readonly Figure[] }): ReactElement => (
  <table cellPadding={0} cellSpacing={0} border={0} style={style.figures}>
    <tbody>
      {rows.map(({ label, value, strong }) => (
        <tr key={label}>
          <th scope="row" className="k-soft k-line" style={style.label}>
            {label}
          </th>
          <td className="k-ink k-line" style={strong ? { ...style.value, ...style.strong } : style.value}>
            {value}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

export type Action = { readonly label: string; readonly href: string }

/** The one thing to do. */
export const Button = ({ label, href }: Action): ReactElement => (
  <table {...placing} className="k-wide" style={style.buttonPlace}>
    <tbody>
      <tr>
        <td className="k-button" style={style.button}>
          <a href={href} className="k-act" style={style.act}>
            {label}
          </a>
        </td>
      </tr>
    </tbody>
  </table>
)
