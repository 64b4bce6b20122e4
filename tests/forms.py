"""Forms with a file, as `curl -F` and browsers send them."""


def form(
    content: bytes, *, name: str = "file", filename: str = "box.jpg", **fields: str
) -> tuple[bytes, dict[str, str]]:
    """A body and its headers."""
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
    body = b"".join(parts) + head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + content
    return body + b"\r\n--x--\r\n", {"Content-Type": "multipart/form-data; boundary=x"}
