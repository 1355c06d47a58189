'use client'

import { useEffect } from 'react'

/** Keeps the language of the document that of the page, where one page follows another without a new document. */
export const DocumentLanguage = ({ language }: { language: string }) => {
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return null
}
