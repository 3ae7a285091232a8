interface OutLinkProps {
  /** An id or a CURIE. */
  readonly text: string;
  /** Null where nobody is known to ask. */
  readonly href: string | null;
}

/** An id as a link out of the page, or as plain text. */
export function OutLink({ text, href }: OutLinkProps) {
  if (href === null) return <span className="concept-id">{text}</span>;
  return (
    <a
      className="concept-id"
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={`${text}, opens its page in a new tab`}
    >
      {text}
    </a>
  );
}
