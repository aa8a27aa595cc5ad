"""Links: found in any channel, compared with brands and lists, and told as facts, without a network.

``check_links`` does all of it with a ``Knowledge`` that is made once; ``docs/reference/links.md`` says what
it finds, how often it is right, and what it leaves out.
"""

from fairline.checks.links.brands import Brand as Brand
from fairline.checks.links.brands import Brands as Brands
from fairline.checks.links.brands import Imitation as Imitation
from fairline.checks.links.brands import Kind as Kind
from fairline.checks.links.brands import brand_rows as brand_rows
from fairline.checks.links.brands import read_brands as read_brands
from fairline.checks.links.checking import Form as Form
from fairline.checks.links.checking import LinksChecked as LinksChecked
from fairline.checks.links.checking import check_links as check_links
from fairline.checks.links.checking import check_mail_links as check_mail_links
from fairline.checks.links.knowledge import Knowledge as Knowledge
from fairline.checks.links.lists import Domains as Domains
from fairline.checks.links.lists import Listed as Listed
from fairline.checks.links.lists import Registrations as Registrations
from fairline.checks.links.lists import own_shorteners as own_shorteners
from fairline.checks.links.lists import read_domains as read_domains
from fairline.checks.links.lists import read_listed as read_listed
from fairline.checks.links.lists import read_registrations as read_registrations
from fairline.checks.links.urls import Link as Link
from fairline.checks.links.urls import Trick as Trick
