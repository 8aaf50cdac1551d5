"""Links from a page to a file outside of docs lead to the repository, where the file is."""

import posixpath
import re


def on_page_markdown(markdown, page, config, **_):
    folder = posixpath.dirname(page.file.src_uri)

    def replaced(match):
        target, anchor = match.group(1), match.group(2) or ""
        path = posixpath.normpath(posixpath.join("docs", folder, target))
        if ":" in target or path == "docs" or path.startswith("docs/"):
            return match.group(0)
        return f"]({config.repo_url}/blob/main/{path}{anchor})"

    return re.sub(r"\]\(([^)#\s]+)(#[^)\s]*)?\)", replaced, markdown)
