import { Children, isValidElement, type ReactNode } from 'react'
import type { Language } from '@/lib/core/invoices/snapshot'

type Props = { readonly children?: ReactNode; readonly href?: string; readonly 'data-text'?: 'none' | 'signature' }

/** Of the frame, what only a screen shows. */
const unread: readonly unknown[] = ['head', 'style', 'title']

/**
 * An e-mail's elements as plain text: paragraphs apart, figures on lines of their own, a link with its address. Components are
 * called as the functions that they are; e-mails have no state.
 */
export const textOf = (root: ReactNode, language: Language): string => {
  const colon = language === 'fr' ? '\u202f: ' : ': '
  const all = (nodes: ReactNode): string => Children.toArray(nodes).map(walk).join('')
  const cells = (nodes: ReactNode): string =>
    Children.toArray(nodes)
      .map((cell) => walk(cell).trim())
      .join(colon)
  const walk = (node: ReactNode): string => {
    if (typeof node === 'string' || typeof node === 'number') return String(node)
    if (!isValidElement<Props>(node)) return ''
    const { type, props } = node
    if (typeof type === 'function') return walk((type as (props: Props) => ReactNode)(props))
    if (props['data-text'] === 'none' || unread.includes(type)) return ''
    if (props['data-text'] === 'signature') return `\n-- \n${all(props.children)}`
    if (type === 'br') return '\n'
    if (type === 'a') return `${all(props.children)}${colon}${props.href ?? ''}`
    if (type === 'tr') return `${cells(props.children)}\n`
    if (type === 'p' || type === 'h1') return `${all(props.children)}\n\n`
    return type === 'table' ? `${all(props.children)}\n` : all(props.children)
  }
  const text = walk(root)
    .replaceAll('\u00a0', ' ')
    .replace(/[^\S\n\u202f]+$/gm, (spaces, at: number, whole: string) =>
      whole.slice(at - 2, at) === '--' ? spaces : '',
    )
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`
}
