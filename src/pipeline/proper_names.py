"""The proper names of the field, as their owners write them.

Here stand only names that are wrong in any other case wherever they stand in prose. Left out are
names that are words of the language too (Go, Rust, Swift, React, Flask, Helm, Windows), names that
their owners write in more than one way (nginx, Markdown), and most that are known as commands
(git, bash, curl, vim). A blog adds its own by the setting `vocabulary`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_NAMES = """
    Bitbucket CircleCI Cloudflare Datadog DeepMind DigitalOcean Facebook
    GitHub GitLab Gmail HashiCorp Heroku JetBrains LinkedIn Microsoft Mozilla Netflix Netlify
    OpenAI PayPal Reddit SourceForge Spotify Vercel Wikipedia WordPress YouTube Zulip
    Bluetooth ChatGPT DevOps

    CentOS ChromeOS Debian FreeBSD iOS iPadOS iPhone iPad Linux macOS MacBook NetBSD NixOS
    OpenBSD tvOS Ubuntu Unix VirtualBox VMware watchOS
    Chromium Firefox LibreOffice PowerPoint Xcode

    CoffeeScript CPython Clojure Erlang Fortran Haskell IPython JavaScript Kotlin MATLAB OCaml
    PowerShell PyPy Python TypeScript WebAssembly

    AngularJS Django FastAPI GraphQL gRPC jQuery Jupyter Keras LangChain Matplotlib
    mypy NestJS NumPy OpenCV pytest PyTorch SciPy SQLAlchemy TensorFlow
    Next.js Node.js Nuxt.js Vue.js

    BigQuery CouchDB CockroachDB ClickHouse DuckDB DynamoDB Elasticsearch InfluxDB MariaDB
    MongoDB MySQL Neo4j NoSQL OpenSearch PostgreSQL RabbitMQ Redis SQLite YugabyteDB
    ZeroMQ

    Ansible Arduino BitTorrent CMake CUDA Docker ESLint FFmpeg Grafana Hadoop HAProxy
    ImageMagick IntelliJ Istio Jira Kafka Kibana Kubernetes LLVM Neovim npm OpenAPI OpenCL OpenGL
    OpenShift OpenSSH OpenSSL OpenStack OpenTelemetry PyCharm PyPI RubyGems SonarQube systemd
    WebGL WebGPU WebRTC WireGuard

    ASCII HTML IPv4 IPv6 JSON OAuth POSIX SQL Unicode YAML
"""

_PHRASES = ("Raspberry Pi", "Ruby on Rails")

_ALSO = {
    "CMake": ("cmake",),
    "ESLint": ("eslint",),
    "FFmpeg": ("ffmpeg",),
    "Fortran": ("FORTRAN",),
    "HAProxy": ("haproxy",),
    "iOS": ("IOS",),
    "Jira": ("JIRA",),
    "Neovim": ("neovim",),
    "Unix": ("UNIX",),
    "VirtualBox": ("virtualbox",),
}
"""Other spellings that are right as well: a command's, an older one, another thing's."""

PROPER_NAMES = (*_NAMES.split(), *_PHRASES)


@lru_cache(maxsize=8)
def known_names(vocabulary: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Every name in small letters, with the spellings that are right, the one to write first.

    The names of `vocabulary` stand beside the default ones. One that differs from a default name in
    case alone takes its place, and two such names in `vocabulary` are both right.
    """
    own: dict[str, tuple[str, ...]] = {}
    for name in vocabulary:
        folded = name.lower()
        own[folded] = (*own.get(folded, ()), name)
    defaults = {name.lower(): (name, *_ALSO.get(name, ())) for name in PROPER_NAMES}
    return defaults | own
