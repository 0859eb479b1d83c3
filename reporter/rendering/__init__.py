"""From a paper's content to HTML (Jinja2), to PDF (WeasyPrint), to the proof that the PDF conforms."""
