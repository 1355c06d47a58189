/** Points in a millimetre. */
export const mm = 72 / 25.4

/** A4 and the places on it, in points. The buyer stands in the right-hand window of a Swiss C5 envelope. */
export const sheet = {
  width: 210 * mm,
  height: 297 * mm,
  margin: 20 * mm,
  top: 14 * mm,
  bottom: 14 * mm,
  content: 170 * mm,
  address: { left: 120 * mm, top: 50 * mm, width: 70 * mm },
  /** Lowest place a one-line title starts at. */
  title: 82 * mm,
  /** Where the table starts on a continuation page. */
  continued: 27 * mm,
  /** As high as a QR-bill payment part. */
  paymentPart: 105 * mm,
} as const

export const ink = { text: '#111827', soft: '#5b6472', rule: '#d5d9e0' } as const
