"""Invented names. Lists are common names of each background; nobody in particular is meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Background:
    """Names of one background, its code in the school census, first language and share of families."""

    ethnicity: str
    language: str
    share: float
    surnames: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames_of_girls: tuple[str, ...] = ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


_BRITISH_SURNAMES = _words(
    "Ackroyd Adshead Ainscough Aldred Allcock Appleyard Arkwright Ashton Aspinall Atherton "
    "Bancroft Bardsley Barlow Barnes Bebbington Bentham Birtwistle Blackshaw Boardman Bostock "
    "Bowker Bradbury Brierley Broadbent Brocklehurst Buckley Burgess Butterworth Cartledge "
    "Chadwick Clegg Clough Cockcroft Collier Coope Cooper Crabtree Critchley Crompton Cropper "
    "Crossley Culshaw Dawber Dearden Dewhurst Dobson Dootson Duckworth Dunkerley Eastwood "
    "Eckersley Entwistle Fairclough Farnworth Fearnley Fielding Fitton Fletcher Foden Garside "
    "Gartside Gaskell Gee Gorton Greenhalgh Grimshaw Grundy Hackett Halliwell Hamer Hampson "
    "Hardcastle Hardman Hargreaves Haslam Heap Hesketh Heywood Hibbert Higginbotham Hilton "
    "Hindle Holden Holroyd Holt Horrocks Howarth Hulme Hurst Ingham Isherwood Jackson Jepson "
    "Kay Kenyon Kershaw Lancaster Leyland Lomas Lomax Lord Lowe Makin Marsden Marsland Massey "
    "Mather Mellor Mills Molyneux Moss Nuttall Ogden Oldham Openshaw Ormerod Partington "
    "Pendlebury Pilkington Platt Pollitt Postlethwaite Prestwich Ramsbottom Ratcliffe "
    "Rawsthorne Redfern Rigby Rothwell Royle Rushton Sagar Saxon Schofield Scholes Seddon "
    "Shackleton Sharples Shaw Shuttleworth Sidebottom Singleton Slater Smethurst Southern "
    "Stott Sutcliffe Swindells Tattersall Taylor Thornley Threlfall Tomlinson Tonge Travis "
    "Turton Twist Tyldesley Unsworth Walkden Walmsley Warburton Wardle Westwell Whitehead "
    "Whittaker Whittle Wilkinson Winstanley Wolstenholme Wood Worsley Worthington Wrigley "
    "Yates Smith Jones Williams Brown Wilson Davies Evans Thomas Roberts Johnson O'Neill "
    "Murphy Walsh Byrne Kelly O'Brien Doyle McGrath Gallagher Brennan"
)
_BRITISH_GIRLS = _words(
    "Abigail Ada Alice Amber Amelia Amy Aria Aurora Ava Bella Beth Caitlin Charlotte Chloe "
    "Clara Daisy Darcey Edie Eleanor Eliza Ella Ellie Elsie Emilia Emily Emma Erin Esme Eva "
    "Evelyn Evie Faith Florence Freya Georgia Grace Gracie Hallie Hannah Harper Harriet Heidi "
    "Holly Imogen Iris Isabel Isabella Isla Ivy Jasmine Jessica Katie Keira Lacey Layla Leah "
    "Lexi Libby Lillie Lily Lola Lottie Lucy Luna Lyla Mabel Maisie Martha Matilda Megan Mia "
    "Mila Millie Molly Nancy Niamh Olive Olivia Orla Penelope Phoebe Poppy Robyn Rosie Ruby "
    "Scarlett Sienna Skye Sofia Sophia Sophie Summer Thea Tilly Violet Willow Zara"
)
_BRITISH_BOYS = _words(
    "Adam Aiden Albert Alex Alfie Archie Arlo Arthur Austin Bailey Ben Bobby Caleb Callum "
    "Cameron Carter Charlie Connor Daniel David Declan Dexter Dylan Edward Elijah Elliot "
    "Ellis Ethan Evan Finley Finn Frankie Freddie George Grayson Harley Harrison Harry Harvey "
    "Henry Hugo Hunter Isaac Jack Jackson Jacob Jake James Jamie Jaxon Jayden Jenson Jesse "
    "Joe Joey John Joseph Joshua Jude Kai Kayden Kian Leo Leon Lewis Liam Logan Louie Louis "
    "Luca Lucas Luke Mason Matthew Max Michael Nathan Noah Oakley Oliver Ollie Oscar Owen "
    "Patrick Ralph Reggie Reuben Riley Robert Roman Ronnie Rory Rowan Ryan Samuel Sebastian "
    "Sonny Stanley Teddy Theo Thomas Toby Tommy Tyler William Zachary Zak"
)

BACKGROUNDS: Final[Mapping[str, Background]] = {
    "british": Background("WBRI", "ENG", 0.62, _BRITISH_SURNAMES, _BRITISH_GIRLS, _BRITISH_BOYS),
    "irish": Background(
        "WIRI",
        "ENG",
        0.01,
        _words(
            "Ó_Ceallaigh Mac_Giolla O'Donnell O'Sullivan Ní_Bhriain Fitzgerald Keane Lynch Nolan "
            "Quinn Sheehan"
        ),
        _words("Aoife Caoimhe Ciara Éabha Gráinne Máire Róisín Saoirse Sinéad Síofra"),
        _words("Cathal Cillian Conall Dáithí Eoin Fionn Oisín Pádraig Seán Tadhg"),
    ),
    "traveller": Background(
        "WIRT",
        "ENG",
        0.006,
        _words("Cash Collins Connors Delaney Doherty Maughan McDonagh Stokes Sweeney Wall Ward"),
        _words("Bridget Chantelle Kathleen Margaret Mary_Ann Nora Philomena Shannon Theresa Winnie"),
        _words("Bernard Christy Gerard Hughie Jimmy John_Joe Martin Miley Paddy Simey"),
    ),
    "polish": Background(
        "WEEU",
        "POL",
        0.05,
        _words(
            "Adamczyk Dąbrowski Grabowski Jabłoński Jankowski Kamiński Kowalczyk Kozłowski Krawczyk "
            "Kwiatkowski Lewandowski Mazur Nowak Nowicki Pawłowski Piotrowski Szymański Wiśniewski "
            "Wójcik Woźniak Zając Zieliński"
        ),
        _words(
            "Agnieszka Aleksandra Alicja Antonina Hanna Julia Katarzyna Lena Łucja Maja Oliwia "
            "Wiktoria Zofia Zuzanna"
        ),
        _words(
            "Aleksander Antoni Bartosz Filip Franciszek Jakub Jan Kacper Łukasz Michał Mikołaj Paweł "
            "Szymon Wojciech"
        ),
        _words(
            "Adamczyk Dąbrowska Grabowska Jabłońska Jankowska Kamińska Kowalczyk Kozłowska Krawczyk "
            "Kwiatkowska Lewandowska Mazur Nowak Nowicka Pawłowska Piotrowska Szymańska Wiśniewska "
            "Wójcik Woźniak Zając Zielińska"
        ),
    ),
    "romanian": Background(
        "WEEU",
        "RON",
        0.02,
        _words(
            "Bălan Ciobanu Constantin Dumitru Florea Ionescu Lăcătuș Marin Munteanu Popescu Rusu "
            "Stănescu Ștefan"
        ),
        _words("Alexandra Andreea Bianca Ioana Larisa Mădălina Maria Ștefania"),
        _words("Alexandru Andrei Cristian David Gabriel Ionuț Ștefan Vlad"),
    ),
    "pakistani": Background(
        "APKN",
        "URD",
        0.07,
        _words(
            "Ahmed Akhtar Ali Anwar Ashraf Aslam Aziz Butt Chaudhry Hussain Iqbal Javed Khan Mahmood "
            "Malik Mirza Mughal Nawaz Parveen Qureshi Raja Rashid Riaz Saleem Shah Siddiqui Tariq "
            "Yousaf Zaman"
        ),
        _words(
            "Aaliyah Aisha Amina Anaya Ayesha Fatima Hafsa Haleema Iqra Khadija Maryam Mehwish Noor "
            "Sana Zainab Zoya"
        ),
        _words(
            "Abdullah Adeel Bilal Faisal Hamza Haroon Ibrahim Imran Mohammed Muhammad Mustafa Omar "
            "Rayyan Usman Yusuf Zayd"
        ),
    ),
    "bangladeshi": Background(
        "ABAN",
        "BNG",
        0.015,
        _words("Begum Chowdhury Haque Islam Khatun Miah Rahman Sultana Uddin Ullah"),
        _words("Farzana Jannat Nabila Rumana Sumaiya Tahmina Tasnim"),
        _words("Ashfaq Fahim Jubayer Mahin Rafi Shahriar Tahmid"),
    ),
    "yoruba": Background(
        "BAFR",
        "YOR",
        0.05,
        _words(
            "Adébáyọ̀ Adeleke Adeyemi Afolabi Ajayi Akinola Alabi Babatunde Balogun Bello Fashola "
            "Ogunleye Ojo Okafor Okonkwo Okoro Oladipo Olawale Oluwaseun Oyelaran Oyinlola Sowande"
        ),
        _words(
            "Adéọlá Amara Ayomide Chidinma Damilola Ebun Folake Ifeoma Ngozi Olúwatóbi Simisola "
            "Temitope Títílayọ̀ Zainab"
        ),
        _words(
            "Adébọ́lá Ayodeji Babajide Chinedu Emeka Femi Ifeanyi Kelechi Ọláolúwa Olumide Segun Tobi "
            "Tunde Uche"
        ),
    ),
    "somali": Background(
        "BSOM",
        "SOM",
        0.015,
        _words("Abdi Abdullahi Aden Farah Hassan Hersi Jama Mohamud Nur Warsame Yusuf"),
        _words("Ayaan Fadumo Hodan Ifrah Khadra Naima Sagal Ubah"),
        _words("Abdirahman Bashir Guled Ismail Liban Mahad Saeed Zakaria"),
    ),
    "arab": Background(
        "OARA",
        "ARA",
        0.04,
        _words(
            "Al-Amin Al-Bayati Al-Hakim Al-Jaziri Al-Masri Al-Najjar Ben_Youssef Darwish El-Sayed "
            "Habib Haddad Hamdan Ibrahim Kassem Khalil Mansour Nasser Saleh Shaheen Yasin"
        ),
        _words("Amal Dalia Farah Hala Hiba Jana Leen Lina Malak Nour Rania Rim Salma Yasmin"),
        _words("Ahmad Amir Bassam Fadi Hadi Karim Khaled Majd Nabil Omar Rami Sami Tarek Ziad"),
    ),
    "kurdish": Background(
        "OTHR",
        "KUR",
        0.015,
        _words("Amedi Barzani Hawrami Karim Mala_Salih Rashid Sabir Şahin Yıldız Zebari"),
        _words("Avîn Berfîn Dilnaz Hêlîn Jiyan Rojîn Şîlan"),
        _words("Azad Baran Dilşad Hêmin Rêbaz Rojhat Şivan"),
    ),
    "chinese": Background(
        "CHNE",
        "CHI",
        0.015,
        _words("Chan Cheung Fung Ho Lam Lau Leung Li Wang Wong Xu Yip Zhang Zhao"),
        _words("Hoi_Ching Jia_Yi Ka_Yan Mei Sze_Wing Tsz_Yau Xin_Yi Yuet"),
        _words("Chun_Hei Ho_Yin Jun_Jie Ka_Ho Lok_Tin Wai Yat_Long Zi_Hao"),
    ),
    "mixed": Background(
        "MWBC",
        "ENG",
        0.06,
        _words(
            "Campbell Clarke Francis Gordon Grant Henry James Lewis Morgan Reid Robinson Stewart "
            "Thompson Wright"
        ),
        _BRITISH_GIRLS,
        _BRITISH_BOYS,
    ),
    "roma": Background(
        "WROM",
        "SLO",
        0.008,
        _words("Balogh Červeňák Dunka Horváth Kotlár Lakatoš Oláh Pompa Tancoš Žiga"),
        _words("Denisa Kristína Lucia Nikola Vanesa Žaneta"),
        _words("Dušan Ján Ľubomír Marek Patrik Štefan"),
    ),
    "tamil": Background(
        "AOTH",
        "TAM",
        0.006,
        _words("Balasubramaniam Kanagaratnam Nadarajah Ponnampalam Rajaratnam Sivakumar Thevarajah"),
        _words("Abirami Kavya Meena Priya Sahana Tharani"),
        _words("Arun Dinesh Kavin Pranav Suren Vithun"),
    ),
}

_PLACE_STARTS = _words(
    "Alder Amber Ash Barley Beck Birken Black Bram Brindle Calder Clay Cold Copper Crow Dale "
    "Dun Elder Fair Fern Flax Gorse Hag Harrow Hazel Heron Irk Ivel Kers Lark Lime Ling Lum "
    "Marl Meadow Moss Nettle Oaken Owl Pike Quarry Raven Reed Rook Rush Sallow Silver Skel "
    "Stan Thistle Thorn Tunnel Velvet Wal Weaver Whin Willow Wren Yarrow"
)
_PLACE_ENDS = _words(
    "acre bank beck bourne bridge brook clough cote croft dale den fold gate grove ham haugh "
    "heys holme hurst lea ley mere moor nook pool ridge royd shaw side stead thwaite ton "
    "wharf wick worth"
)
SAINTS: Final = _words(
    "Wilfreda Aldwyn Osburga Cedda Eadgyth Ebba Modwen Tibba Walburga Winwaloe Hybald "
    "Kyneburgha Sidwell Botwulf"
)
STREETS: Final = _words(
    "Weaver's Shuttle Bobbin Carding Ropewalk Tannery Sluice Towpath Lockgate Aqueduct "
    "Foundry Kiln Orchard Larch Rowan Hawthorn Sorrel Campion Foxglove Teasel Curlew Dunlin "
    "Lapwing Plover Swift Nightjar Kestrel Merlin"
)
STREET_KINDS: Final = _words("Street Road Avenue Close Lane Court Terrace Drive Grove Way")
WARDS: Final = (
    "Alderbrook",
    "Beckfold",
    "Calderwharf",
    "Claymoor",
    "Fernclough",
    "Hazelroyd",
    "Irkside",
    "Kersholme",
    "Larkacre",
    "Limegate",
    "Lumbrook",
    "Marlthwaite",
    "Mossbank",
    "Oakenshaw Cross",
    "Ravenfold",
    "Reedham Lock",
    "Silverclough",
    "Thornmere",
    "Weaverdale",
    "Willowhaugh",
)
STAFF_SURNAMES: Final = _BRITISH_SURNAMES
STAFF_FORENAMES: Final = _words(
    "Alison Andrea Angela Anita Carol Christine Claire Colette David Debbie Diane Elaine "
    "Fiona Gareth Gillian Graham Helen Ian Jacqueline Janet Julie Karen Kevin Lesley Lorraine "
    "Marcus Maureen Michelle Nasreen Neil Nicola Paula Philip Rachel Rukhsana Sandra Sharon "
    "Simon Steven Susan Tracey Valerie Wendy Yvonne"
)


def place_name(number: int) -> str:
    """The ``number``-th invented place: 2,000 different ones, then with a compass point before them."""
    starts, ends = len(_PLACE_STARTS), len(_PLACE_ENDS)
    points = (
        "",
        "North ",
        "South ",
        "East ",
        "West ",
        "Upper ",
        "Lower ",
        "Great ",
        "Little ",
        "Old ",
        "New ",
    )
    rounds, within = divmod(number, starts * ends)
    start = within * 17 % starts
    end = (within * 17 // starts + within * 5) % ends
    return points[rounds % len(points)] + _PLACE_STARTS[start] + _PLACE_ENDS[end]
