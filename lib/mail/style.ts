import type { CSSProperties } from 'react'

/**
 * Colours of dark clients and the width of phones: what no style of an element can say. Of the one sheet that e-mails have,
 * the policy of pages knows the digest (`proxy.ts`), so that an e-mail looks the same where it is shown.
 */
export const mailSheet =
  '@media (prefers-color-scheme:dark){' +
  '.k-page{background:#111413!important}' +
  '.k-card{background:#1b1f1e!important;border-color:#333a38!important}' +
  '.k-ink{color:#eceeed!important}' +
  '.k-soft{color:#a9b3b0!important}' +
  '.k-line{border-color:#333a38!important}' +
  '.k-button{background:#5fc3cf!important}' +
  '.k-act{color:#04262c!important}' +
  '}' +
  '@media (max-width:520px){' +
  '.k-page{padding:12px 0!important}' +
  '.k-card{padding:24px 20px!important;border-left:0!important;border-right:0!important;border-radius:0!important}' +
  '.k-edge{padding-left:20px!important;padding-right:20px!important}' +
  '.k-wide{width:100%!important}' +
  '.k-act{display:block!important;text-align:center!important}' +
  '}'

const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const [ink, soft, line] = ['#17201f', '#5a6664', '#dfe4e3']

/** Styles stand on each element: many clients drop sheets. */
export const style = {
  body: { margin: 0, padding: 0, background: '#f3f5f5' },
  hidden: { display: 'none', maxHeight: 0, overflow: 'hidden', fontSize: 1, lineHeight: '1px', opacity: 0 },
  page: { padding: '28px 12px', background: '#f3f5f5' },
  column: { width: '100%', maxWidth: 560, margin: '0 auto' },
  sender: { padding: '0 4px 14px', fontFamily: font, fontSize: 14, lineHeight: 1.4, fontWeight: 600, color: soft },
  card: { padding: '32px', background: '#ffffff', border: `1px solid ${line}`, borderRadius: 12 },
  heading: { margin: '0 0 18px', fontFamily: font, fontSize: 22, lineHeight: 1.3, fontWeight: 700, color: ink },
  paragraph: { margin: '0 0 14px', fontFamily: font, fontSize: 16, lineHeight: 1.55, color: ink },
  figures: { width: '100%', margin: '6px 0 20px', borderCollapse: 'collapse' },
  label: {
    padding: '9px 16px 9px 0',
    borderTop: `1px solid ${line}`,
    fontFamily: font,
    fontSize: 15,
    lineHeight: 1.4,
    color: soft,
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: 400,
  },
  value: {
    padding: '9px 0',
    borderTop: `1px solid ${line}`,
    fontFamily: font,
    fontSize: 15,
    lineHeight: 1.4,
    color: ink,
    textAlign: 'right',
    verticalAlign: 'top',
  },
  strong: { fontWeight: 700 },
  buttonPlace: { margin: '22px 0 4px' },
  button: { borderRadius: 8, background: '#0b5a68' },
  act: {
    display: 'inline-block',
    padding: '13px 24px',
    fontFamily: font,
    fontSize: 16,
    lineHeight: 1.25,
    fontWeight: 600,
    color: '#ffffff',
    textDecoration: 'none',
  },
  closing: { margin: '22px 0 0', fontFamily: font, fontSize: 16, lineHeight: 1.55, color: ink },
  footer: { padding: '16px 4px 0', fontFamily: font, fontSize: 13, lineHeight: 1.5, color: soft },
  footerLink: { color: soft, textDecoration: 'underline' },
} as const satisfies Readonly<Record<string, CSSProperties>>
