/** What the eye gets: `system` follows the device. */
export type Theme = 'light' | 'dark' | 'system'

export const themeCookie = 'kontor-theme'

/** The theme a cookie asks for; anything else means `system`. */
export const readTheme = (value: string | undefined): Theme =>
  value === 'light' || value === 'dark' ? value : 'system'
