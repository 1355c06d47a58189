import { type Content, Layout } from './layout'
import type { Letter } from './reader'
import { textOf } from './text-of'

/** An e-mail as it is sent. */
export type ComposedMail = { readonly subject: string; readonly text: string; readonly html: string }

/** Renders an e-mail to HTML and to text, both from the same elements. */
export const renderMail = async (
  content: Content,
  letter: Pick<Letter, 'language' | 'seller'>,
): Promise<ComposedMail> => {
  // Next refuses to have it imported where pages are made, unless it is asked for when it is needed.
  const { renderToStaticMarkup } = await import('react-dom/server')
  const page = <Layout content={content} letter={letter} />
  const html = renderToStaticMarkup(page).replace(/^<!doctype html>/i, '')
  return { subject: content.subject, text: textOf(page, letter.language), html: `<!doctype html>\n${html}\n` }
}
