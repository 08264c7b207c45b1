"""Who is said to have said what: cues, subjects, quotations. Makes no claims."""
